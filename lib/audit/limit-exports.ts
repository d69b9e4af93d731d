import "server-only";
import type { UserActor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";

const HOUR_SECONDS = 3_600;

/**
 * Refuses one export too many of a subject within an hour (429 with the wait). Call it after the export's own entry
 * was appended: the head's lock lets one writer count at a time, on whichever replica, and a refused export is rolled
 * back with its entry.
 */
export async function limitExports(tx: Transaction, actor: UserActor, subject: string, most: number): Promise<void> {
  const rows = await tx.$queryRaw<{ age: number }[]>`
    SELECT extract(epoch FROM clock_timestamp() - recorded_at)::float8 AS age FROM audit_entries
    WHERE action = 'EXPORT_DATA' AND actor_id = ${actor.userId} AND subject = ${subject}
      AND recorded_at > clock_timestamp() - make_interval(secs => ${HOUR_SECONDS}::float8)
    ORDER BY seq DESC LIMIT ${most + 1}::int`;
  if (rows.length <= most) return;
  const wait = Math.max(1, Math.ceil(HOUR_SECONDS - rows[most]!.age));
  throw new PortalError("rate_limited", `This file may be downloaded ${most} times an hour.`, {}, wait);
}
