import type { LegState } from "./status-view";

export interface LegSigns {
  /** Epoch ms of the last success and the last failure; null: never. */
  lastSeenAt: number | null;
  failedAt: number | null;
  /** Seconds a leg may be silent; null: it speaks only when asked. */
  lateAfterSeconds: number | null;
}

/** Never seen is unknown, never good. A failure newer than the last success is failing. */
export function judgeLeg({ lastSeenAt, failedAt, lateAfterSeconds }: LegSigns, now: number): LegState {
  if (failedAt !== null && (lastSeenAt === null || failedAt > lastSeenAt)) return "failing";
  if (lastSeenAt === null) return "unknown";
  const late = lateAfterSeconds !== null && now - lastSeenAt > lateAfterSeconds * 1000;
  return late ? "late" : "ok";
}
