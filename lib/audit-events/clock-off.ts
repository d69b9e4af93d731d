const DAY_MS = 86_400_000;

/** By how many seconds a claimed time is ahead (positive) of or behind `now` (epoch ms); null: less than a day. Pure. */
export function clockOff(claimed: string, now: number): number | null {
  const off = Date.parse(claimed) - now;
  return Math.abs(off) > DAY_MS ? Math.round(off / 1000) : null;
}
