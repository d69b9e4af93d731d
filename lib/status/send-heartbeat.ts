import "server-only";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { checkPortal } from "./check-portal";

const TIMEOUT_MS = 10_000;

let client: { origin: string; http: UpstreamHttp } | undefined;

/**
 * Tells the service behind `address` that the portal is well. Says nothing while it is not, or cannot know: silence is
 * the alarm. Throws when it said nothing, and when it was not heard.
 */
export async function sendHeartbeat(address: string): Promise<void> {
  const sick = (await checkPortal()).filter(({ state }) => state === "dead" || state === "unknown").map(({ id }) => id);
  if (sick.length > 0) throw new Error(`no heartbeat was sent, not well: ${sick.join(", ")}`);
  const { origin, pathname, searchParams } = new URL(address);
  const reply = await httpFor(origin).send({
    method: "GET",
    path: pathname, // fixed by the configuration; it is a secret, and in no log
    query: searchParams.size > 0 ? searchParams : undefined,
    expect: "text",
    signal: new AbortController().signal,
  });
  if (!reply.ok) throw new Error(`the heartbeat was answered with status ${reply.status}`);
}

function httpFor(origin: string): UpstreamHttp {
  if (client?.origin === origin) return client.http;
  void client?.http.close();
  client = { origin, http: createUpstreamHttp({ name: "heartbeat", url: origin, headers: {} }, TIMEOUT_MS) };
  return client.http;
}
