/** Periods after which an anchor that said nothing is late; the job itself looks once a minute. */
const PATIENCE = 2;
const GRACE_SECONDS = 60;

interface Signs {
  /** Epoch ms. */
  seenAt: number | null;
  failingSince: number | null;
  everySeconds: number;
}

/** Seconds after which an anchor is late. */
export function lateAfter(everySeconds: number): number {
  return PATIENCE * everySeconds + GRACE_SECONDS;
}

/** How an anchor is at `now` (epoch ms). One that never held anything is unknown, never good. */
export function judgeAnchor({ seenAt, failingSince, everySeconds }: Signs, now: number) {
  if (failingSince !== null) return "failing";
  if (seenAt === null) return "unknown";
  return now - seenAt > lateAfter(everySeconds) * 1000 ? "late" : "ok";
}
