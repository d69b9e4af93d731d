import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { POST as acknowledge } from "@/app/api/alerts/[episodeId]/acknowledge/route";
import { POST as notes } from "@/app/api/alerts/[episodeId]/notes/route";
import { POST as takeOver } from "@/app/api/alerts/[episodeId]/take-over/route";
import { POST as unacknowledge } from "@/app/api/alerts/[episodeId]/unacknowledge/route";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import { POST as alertmanager } from "@/app/api/ingest/alertmanager/route";
import { databaseKind } from "@/lib/db/client";
import type { RouteHandler } from "@/lib/http/define-route";
import { readiness } from "@/lib/jobs/readiness";

/**
 * A portal that can be started and killed in a moment: the real routes, verbs, sessions and database behind a real
 * socket, without the framework's pages. With DIE_BEFORE_ANSWER it kills itself when its first change is committed;
 * ANSWER_DELAY_MS is a slow line: answers leave up to so much later, and a kill often falls between commit and answer.
 */
const ROUTES: Record<string, RouteHandler> = {
  "POST acknowledge": acknowledge,
  "POST notes": notes,
  "POST take-over": takeOver,
  "POST unacknowledge": unacknowledge,
  "POST alertmanager": alertmanager,
  "GET live": live,
  "GET ready": ready,
};

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const parts = (incoming.url ?? "").split("?", 1)[0]!.split("/");
  const handler = ROUTES[`${incoming.method} ${parts.at(-1)}`];
  if (!handler) return void outgoing.writeHead(404).end();
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const body = incoming.method === "GET" ? undefined : (Readable.toWeb(incoming) as ReadableStream);
  const init = { method: incoming.method, headers, body, duplex: "half" } as RequestInit;
  const request = new Request(`http://127.0.0.1${incoming.url}`, init);
  const response = await handler(request, { params: Promise.resolve({ episodeId: parts.at(-2) }) });
  if (process.env.DIE_BEFORE_ANSWER && incoming.method === "POST") process.kill(process.pid, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, Math.random() * Number(process.env.ANSWER_DELAY_MS ?? 0)));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

process.on("disconnect", () => process.exit());
await databaseKind();
await readiness(); // the first statement takes longest
const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
