import "server-only";
import { db } from "@/lib/db/client";

/** What was delivered and is not in the episodes yet. */
export interface InboxView {
  waiting: number;
  /** When the one came that waits longest; null: nothing waits. */
  oldestAt: Date | null;
  /** Set aside because they cannot be applied, since when, and why the newest was. */
  parked: number;
  parkedSince: Date | null;
  lastError: string | null;
}

interface Row {
  waiting: number;
  oldest_at: Date | null;
  parked: number;
  parked_since: Date | null;
  last_error: string | null;
}

export async function readInbox(): Promise<InboxView> {
  const [row] = await (await db()).$queryRaw<Row[]>`
    SELECT (count(*) FILTER (WHERE parked_at IS NULL))::int AS waiting,
           min(received_at) FILTER (WHERE parked_at IS NULL) AS oldest_at,
           count(parked_at)::int AS parked,
           min(parked_at) AS parked_since,
           (array_agg(last_error ORDER BY parked_at DESC) FILTER (WHERE parked_at IS NOT NULL))[1] AS last_error
    FROM deliveries`;
  const { waiting, oldest_at: oldestAt, parked, parked_since: parkedSince, last_error: lastError } = row!;
  return { waiting, oldestAt, parked, parkedSince, lastError };
}
