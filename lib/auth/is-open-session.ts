import "server-only";
import { env } from "@/lib/env";
import type { StoredSession } from "./session-store";

/** Neither revoked nor over, neither idle too long nor its person disabled. */
export function isOpenSession(session: StoredSession, now: Date): boolean {
  const idleMs = env().SESSION_IDLE_MINUTES * 60_000;
  return (
    session.revokedAt === null &&
    session.user.disabledAt === null &&
    now < session.expiresAt &&
    now.getTime() - session.lastSeenAt.getTime() < idleMs
  );
}
