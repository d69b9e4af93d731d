import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { AUTOMATIC_HEADER } from "@/lib/auth/read-actor";
import { knownActorOfSession } from "@/lib/auth/session-actor";
import { cookieName, readCookies } from "@/lib/auth/session-cookie";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";
import { refuseCrossSite } from "./same-origin";

/**
 * Who sends a small JSON body with a session cookie, when nothing but memory is needed to know it. It only ever says
 * yes: undefined leaves the request to `defineRoute`, which makes the same checks and refuses in its own words.
 */
export function knownCaller(request: IncomingMessage, maxBodyBytes: number): RequestContext | undefined {
  const { headers, method = "" } = request;
  if (headers.authorization !== undefined || headers["content-type"] !== "application/json") return undefined;
  if (headers["content-encoding"] !== undefined) return undefined;
  if (!(Number(headers["content-length"]) <= maxBodyBytes) || saysTwice(request)) return undefined;
  const now = new Date();
  const cookie = readCookies(headers.cookie ?? null).get(cookieName("session"));
  const actor = knownActorOfSession(cookie, now, headers[AUTOMATIC_HEADER] === "1");
  if (!actor) return undefined;
  try {
    const get = (name: string) => headers[name]?.toString() ?? null;
    refuseCrossSite({ method, headers: { get } }, new URL(env().PORTAL_URL).origin);
  } catch {
    return undefined;
  }
  return { actor, now, requestId: randomUUID() };
}

/** Of a header that is there twice, Node keeps one, and a `Request` joins both: such a request is not taken here. */
function saysTwice({ headers, rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length !== 2 * Object.keys(headers).length;
}
