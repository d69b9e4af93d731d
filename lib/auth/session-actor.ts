import "server-only";
import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import type { UserActor } from "./actor";
import { isOpenSession } from "./is-open-session";
import { isTouchDue, knownSession, loadSession, touchSession } from "./session-store";
import { userActorOf } from "./user-actor";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_COOKIE = 2_000;

/**
 * The person behind a session cookie, or null. The cookie holds a session id only: role, state and time-outs
 * come from the database. `automatic` requests (a page refreshing itself) do not count as activity.
 */
export async function actorOfSession(
  cookie: string | undefined,
  now: Date,
  automatic = false,
): Promise<UserActor | null> {
  const id = await sessionIdOf(cookie);
  const session = id ? await loadSession(id) : null;
  if (!session || !isOpenSession(session, now)) return null;
  const actor = userActorOf(session.user);
  if (!actor) return null;
  if (!automatic) await touchSession(session, now);
  return { ...actor, sessionId: session.id };
}

/** As `actorOfSession`, from memory alone: undefined for nobody, and when the database would be read or written to. */
export function knownActorOfSession(cookie: string | undefined, now: Date, automatic: boolean): UserActor | undefined {
  const id = cookie === undefined ? undefined : decoded.get(cookie);
  const session = id === undefined ? undefined : knownSession(id);
  if (!session || !isOpenSession(session, now) || (!automatic && isTouchDue(session, now))) return undefined;
  const actor = userActorOf(session.user);
  return actor ? { ...actor, sessionId: session.id } : undefined;
}

/** Session ids of cookies decoded lately: decrypting one costs more than the rest of the check. Time-outs are the row's. */
const decoded = new Map<string, string>();
const MAX_DECODED = 2_000;

async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie || cookie.length > MAX_COOKIE) return null;
  const known = decoded.get(cookie);
  if (known) return known;
  const id = await decodeSessionId(cookie);
  if (!id) return null;
  if (decoded.size >= MAX_DECODED) decoded.clear();
  decoded.set(cookie, id);
  return id;
}

async function decodeSessionId(cookie: string): Promise<string | null> {
  try {
    // decode, not getToken: that one looks at the Authorization header too and throws when it is malformed.
    const token = await decode({ token: cookie, secret: env().PORTAL_SECRET });
    return typeof token?.sid === "string" && UUID.test(token.sid) ? token.sid : null;
  } catch {
    return null; // tampered with, expired, or encrypted with another secret
  }
}
