import { formatInstant, formatShortDuration } from "@/lib/time/format-time";

/** What a leg lost: how often, when last (epoch ms) and why. */
export interface Losses {
  failures: number;
  failedAt: number | null;
  error: string | null;
}

/** Deliveries that are not in the episodes yet. Times are epoch ms. */
export interface Undelivered {
  waiting: number;
  oldestAt: number | null;
  parked: number;
  parkedSince: number | null;
  lastError: string | null;
}

/** A delivery is applied within a second: one that waits longer shows that something is wrong. */
const PATIENCE_MS = 60_000;

/** What never reached the alerts, in sentences; empty: nothing. Pure. */
export function lossNotes(refused: Losses | undefined, leftOut: Losses | undefined): string[] {
  return [
    lossNote(refused, "delivery was refused", "deliveries were refused"),
    lossNote(leftOut, "alert was left out of a delivery", "alerts were left out of deliveries"),
  ].filter((note) => note !== null);
}

function lossNote(losses: Losses | undefined, one: string, many: string): string | null {
  if (!losses || losses.failures === 0 || losses.failedAt === null) return null;
  const { failures, failedAt, error } = losses;
  const reason = error === null ? "" : `: ${error}`;
  return `${failures} ${failures === 1 ? one : many}, the last at ${formatInstant(failedAt, "UTC", "full")}${reason}`;
}

/** What is wrong with the deliveries at `now`, in one sentence; null: nothing. Pure. */
export function inboxTrouble(
  { waiting, oldestAt, parked, parkedSince, lastError }: Undelivered,
  now: number,
): string | null {
  if (parked > 0) {
    const since = parkedSince === null ? "" : ` since ${formatInstant(parkedSince, "UTC", "full")}`;
    const what = parked === 1 ? "1 delivery is" : `${parked} deliveries are`;
    return `${what} set aside${since}: not applicable (${lastError ?? "unknown"}). Kept, and tried again at the next start.`;
  }
  const age = oldestAt === null ? 0 : now - oldestAt;
  if (age <= PATIENCE_MS) return null;
  return `${waiting} ${waiting === 1 ? "delivery waits" : "deliveries wait"}, the oldest for ${formatShortDuration(age)}.`;
}
