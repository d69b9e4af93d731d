import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import { shownWords } from "@/lib/datasources/shown-words";
import { createUpstreamHttp, type UpstreamHttp, type UpstreamReply } from "@/lib/datasources/upstream-http";
import type { OutboxTarget } from "./target";
import type { Verdict } from "./verdict";

export interface Parcel {
  target: OutboxTarget;
  url: string;
  json: unknown;
  /** Never to be seen in words. */
  secrets: readonly string[];
  /** "text": the answer is a word. */
  expect: "json" | "text";
  /** Whether a 2xx answer is the service's own: a proxy may answer anything. */
  accepted(reply: UpstreamReply): boolean;
  /** The service's words of refusal. */
  refusal(reply: UpstreamReply): string;
}

/** Statuses of the 4xx that ask for another try. */
const TRANSIENT = new Set([408, 425, 429]);
const TIMEOUT_MS = 10_000;
/** The client has its own deadline. */
const NEVER = new AbortController().signal;

// On globalThis: the server bundle is loaded more than once, and each client holds one connection pool.
const holder = globalThis as unknown as { portalOutboxClients?: Map<string, UpstreamHttp> };

/** Posts JSON to one fixed address: one deadline, no redirect, and words without addresses or secrets. Never throws. */
export async function sendJson(parcel: Parcel, timeoutMs = TIMEOUT_MS): Promise<Verdict> {
  const { pathname, search } = new URL(parcel.url);
  const clean = (words: string) => shownWords(words, parcel.secrets);
  try {
    const reply = await clientOf(parcel, timeoutMs).send({
      method: "POST",
      path: pathname + search,
      json: parcel.json,
      expect: parcel.expect,
      signal: NEVER,
    });
    return judge(parcel, reply, clean);
  } catch (error) {
    const words = error instanceof UpstreamError ? clean(error.message) : "The request failed.";
    return { kind: "later", words, retryAfterSeconds: null };
  }
}

function judge(parcel: Parcel, reply: UpstreamReply, clean: (words: string) => string): Verdict {
  if (reply.ok && parcel.accepted(reply)) return { kind: "sent" };
  if (reply.ok) return { kind: "later", words: "The answer is not the service's own.", retryAfterSeconds: null };
  const own = clean(parcel.refusal(reply));
  const words = own === "" ? `It answered with status ${reply.status}.` : `Status ${reply.status}: ${own}`;
  if (reply.status >= 500 || TRANSIENT.has(reply.status))
    return { kind: "later", words, retryAfterSeconds: reply.retryAfterSeconds };
  return { kind: "never", words };
}

function clientOf({ target, url }: Parcel, timeoutMs: number): UpstreamHttp {
  holder.portalOutboxClients ??= new Map();
  const { origin } = new URL(url);
  const key = `${target} ${origin} ${timeoutMs}`;
  let client = holder.portalOutboxClients.get(key);
  if (!client) {
    client = createUpstreamHttp({ name: target, url: origin, headers: {} }, timeoutMs);
    holder.portalOutboxClients.set(key, client);
  }
  return client;
}
