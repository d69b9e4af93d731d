/** "late": longer silent than usual. "dead": longer than can be borne, or it says that it fails. "unknown": never heard. */
export type HealthState = "ok" | "late" | "dead" | "unknown";

/** A part that the portal or the way of an alert stands on, for an outside watcher. */
export interface HealthLeg {
  id: string;
  state: HealthState;
  /** Without it alerts are not known, not kept or not shown: then nothing is well, however well the rest is. */
  mustLive: boolean;
  lastSeenAt: string | null;
  /** No addresses, no secrets. */
  words: string | null;
}

/** "dead" when a part that must live is dead or was never heard of; unknown is not ok. Pure. */
export function judgeHealth(legs: readonly HealthLeg[]): "ok" | "degraded" | "dead" {
  if (legs.some(({ mustLive, state }) => mustLive && (state === "dead" || state === "unknown"))) return "dead";
  return legs.every(({ state }) => state === "ok") ? "ok" : "degraded";
}
