import "server-only";
import { db } from "@/lib/db/client";
import type { OutboxTarget } from "./target";

const REMEMBERED_DAYS = 7;

/** What a target was not told. */
export interface Backlog {
  waiting: number;
  /** When the change happened that waits longest; null: nothing waits. */
  oldestAt: Date | null;
  /** Why that one waits; null: it was not tried yet. */
  waitingFor: string | null;
  /** Given up in the last seven days, and the newest reason. */
  failed: number;
  lastError: string | null;
}

interface Row {
  target: OutboxTarget;
  waiting: number;
  oldest_at: Date | null;
  waiting_for: string | null;
  failed: number;
  last_error: string | null;
}

/** One row per target that has anything to say. */
export async function readBacklogs(): Promise<Map<OutboxTarget, Backlog>> {
  const rows = await (await db()).$queryRaw<Row[]>`
    SELECT target,
           (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting,
           min(created_at) FILTER (WHERE state = 'waiting') AS oldest_at,
           (array_agg(last_error ORDER BY id) FILTER (WHERE state = 'waiting'))[1] AS waiting_for,
           (count(*) FILTER (WHERE state = 'failed'))::int AS failed,
           (array_agg(last_error ORDER BY finished_at DESC) FILTER (WHERE state = 'failed'))[1] AS last_error
    FROM outbox_messages
    WHERE state = 'waiting'
       OR (state = 'failed' AND finished_at > clock_timestamp() - make_interval(days => ${REMEMBERED_DAYS}::int))
    GROUP BY target`;
  return new Map(
    rows.map((row) => [
      row.target,
      {
        waiting: row.waiting,
        oldestAt: row.oldest_at,
        waitingFor: row.waiting_for,
        failed: row.failed,
        lastError: row.last_error,
      },
    ]),
  );
}
