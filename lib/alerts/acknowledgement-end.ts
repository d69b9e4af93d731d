const HOUR = 3_600_000;
const CRITICAL_HOURS = 1;
const OTHER_HOURS = 4;

/** The shortest and longest time, in minutes, that a person may ask for. */
export const ACK_MINUTES = { min: 5, max: 24 * 60 } as const;

/**
 * When an acknowledgement made at `now` (epoch ms) runs out: after the minutes the person asked for, else an hour for
 * a critical alert and four for any other. A forgotten owner is then no owner.
 */
export function acknowledgementEnd(severity: string, now: number, minutes?: number): number {
  if (minutes !== undefined) return now + minutes * 60_000;
  return now + (severity === "critical" ? CRITICAL_HOURS : OTHER_HOURS) * HOUR;
}
