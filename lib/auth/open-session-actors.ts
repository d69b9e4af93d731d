import "server-only";
import type { UserActor } from "./actor";
import { isOpenSession } from "./is-open-session";
import { readSessions } from "./session-store";
import { userActorOf } from "./user-actor";

/** Who is behind each of these sessions now, in one query. A session that is over is missing from the answer. */
export async function openSessionActors(ids: readonly string[], now: Date): Promise<Map<string, UserActor>> {
  const found = new Map<string, UserActor>();
  for (const session of await readSessions(ids)) {
    const actor = isOpenSession(session, now) ? userActorOf(session.user) : null;
    if (actor) found.set(session.id, { ...actor, sessionId: session.id });
  }
  return found;
}
