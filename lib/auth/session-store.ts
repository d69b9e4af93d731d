import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";

export type SignInMethod = "password" | "oidc";

/** A session with the state of its person, as the database had it at most CACHE_MS ago. */
export interface StoredSession {
  id: string;
  method: string;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  user: { id: string; name: string; email: string; role: string; disabledAt: Date | null };
}

/** How long another replica's sign-out, disabling or change of role may go unnoticed here. */
const CACHE_MS = 2_000;
const MAX_CACHED = 10_000;
const TOUCH_EVERY_MS = 30_000;

interface CachedSession {
  readAt: number;
  session: Promise<StoredSession | null>;
  /** What the promise came to, once it has. */
  read?: StoredSession | null;
}

// On globalThis: the server bundle is loaded more than once, and revoking must reach every copy.
const holder = globalThis as unknown as { portalSessions?: Map<string, CachedSession> };
holder.portalSessions ??= new Map();
const cache = holder.portalSessions;

/** Opens a session with a fresh id: nothing the browser held before signing in survives (fixation). */
export async function createSession(
  tx: Transaction,
  ctx: RequestContext,
  userId: string,
  method: SignInMethod,
): Promise<string> {
  const { id } = await tx.session.create({
    data: {
      userId,
      method,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + env().SESSION_ABSOLUTE_HOURS * 3_600_000),
      ip: ctx.ip ?? null,
      userAgent: ctx.userAgent ?? null,
    },
    select: { id: true },
  });
  return id;
}

/** The session by id, or null. Read from the database at most once per two seconds. */
export function loadSession(id: string): Promise<StoredSession | null> {
  const cached = cache.get(id);
  if (cached && isFresh(cached)) return cached.session;
  if (cache.size >= MAX_CACHED) cache.clear();
  const reading: CachedSession = { readAt: Date.now(), session: readSession(id) };
  cache.set(id, reading);
  reading.session.then(
    (session) => {
      reading.read = session;
    },
    () => forgetSession(id),
  );
  return reading.session;
}

/** The session by id when it was read a moment ago; undefined when the database has to be asked. */
export function knownSession(id: string): StoredSession | undefined {
  const cached = cache.get(id);
  return cached && isFresh(cached) ? (cached.read ?? undefined) : undefined;
}

function isFresh({ readAt }: CachedSession): boolean {
  return Date.now() - readAt < CACHE_MS;
}

const STORED = {
  id: true,
  method: true,
  lastSeenAt: true,
  expiresAt: true,
  revokedAt: true,
  user: { select: { id: true, name: true, email: true, role: true, disabledAt: true } },
} as const;

async function readSession(id: string): Promise<StoredSession | null> {
  return (await db()).session.findUnique({ where: { id }, select: STORED });
}

/** Many at once, straight from the database. */
export async function readSessions(ids: readonly string[]): Promise<StoredSession[]> {
  return (await db()).session.findMany({ where: { id: { in: [...ids] } }, select: STORED });
}

/** Whether activity now is to be noted: twice a minute is enough. */
export function isTouchDue(session: StoredSession, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= TOUCH_EVERY_MS;
}

/** Notes activity, at most twice a minute per session. */
export async function touchSession(session: StoredSession, now: Date): Promise<void> {
  if (!isTouchDue(session, now)) return;
  session.lastSeenAt = now;
  await (await db()).session.updateMany({
    where: { id: session.id, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now },
  });
}

/** Ends the sessions of a person, or one of them. Call `forgetSession` for each id once the transaction is committed. */
export async function revokeSessions(
  tx: Transaction,
  now: Date,
  which: { userId: string; id?: string },
): Promise<string[]> {
  const open = await tx.session.findMany({ where: { ...which, revokedAt: null }, select: { id: true } });
  const ids = open.map(({ id }) => id);
  await tx.session.updateMany({ where: { id: { in: ids } }, data: { revokedAt: now } });
  return ids;
}

/** This process reads the session afresh on its next request. */
export function forgetSession(id: string): void {
  cache.delete(id);
}

/** As `forgetSession`, for every session: after a change of a person's role or state. */
export function forgetAllSessions(): void {
  cache.clear();
}
