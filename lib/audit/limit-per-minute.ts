import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { AuditAction } from "./entry";

const MINUTE_SECONDS = 60;

/**
 * Refuses one action too many of an actor within a minute (429 with the wait). Call it after the action's own entry was
 * appended: the head's lock lets one writer count at a time, on whichever replica, and a refused action is rolled back
 * with its entry.
 */
export async function limitPerMinute(
  tx: Transaction,
  actor: Actor,
  { action, most, words }: { action: AuditAction; most: number; words: string },
): Promise<void> {
  const who = actor.kind === "user" ? actor.userId : actor.kind === "anonymous" ? "" : actor.name;
  // now() and not clock_timestamp() to bound the index: it stands still in a transaction.
  const rows = await tx.$queryRaw<{ age: number }[]>`
    SELECT extract(epoch FROM clock_timestamp() - recorded_at)::float8 AS age FROM audit_entries
    WHERE recorded_at > now() - make_interval(secs => ${MINUTE_SECONDS}::float8)
      AND action = ${action} AND actor_kind = ${actor.kind} AND coalesce(actor_id, actor_name, '') = ${who}
    ORDER BY seq DESC LIMIT ${most + 1}::int`;
  if (rows.length <= most) return;
  const wait = Math.max(1, Math.ceil(MINUTE_SECONDS - rows[most]!.age));
  throw new PortalError("rate_limited", words, {}, wait);
}
