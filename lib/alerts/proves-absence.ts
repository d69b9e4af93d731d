import type { NamedSnapshot } from "./merge-snapshots";
import { pulseOf } from "./source-pulse";

/** A younger Alertmanager has forgotten what burned: Prometheus re-sends within a minute, other senders within five. */
const MIN_UPTIME_MS = 5 * 60_000;

/** What came back from asking every Alertmanager at `observedAt`. */
export interface Answers {
  asked: number;
  snapshots: readonly Pick<NamedSnapshot, "startedAt">[];
  watchdogAt: number | null;
  observedAt: number;
}

/**
 * Whether an alert that no answer lists may count as gone. Only when everybody answered, nobody restarted lately, and
 * Prometheus still speaks: each of these can empty a list while the alert burns on. Pure.
 */
export function provesAbsence({ asked, snapshots, watchdogAt, observedAt }: Answers): boolean {
  if (snapshots.length < asked) return false;
  if (snapshots.some(({ startedAt }) => observedAt - startedAt <= MIN_UPTIME_MS)) return false;
  return pulseOf(watchdogAt, observedAt) === "alive";
}
