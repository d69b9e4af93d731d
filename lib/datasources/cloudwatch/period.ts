const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HIGH_RESOLUTION = [1, 5, 10, 20, 30];

/** How CloudWatch thins out its memory: data older than `ageMs` exists in periods of `seconds` only. */
const RETENTION = [
  { ageMs: 63 * DAY_MS, seconds: 3600 },
  { ageMs: 15 * DAY_MS, seconds: 300 },
  { ageMs: 3 * HOUR_MS, seconds: 60 },
] as const;

/** The finest period (s) that has data back to `startMs`; 1 while everything is kept. A finer one silently gives nothing. */
export function finestPeriod(startMs: number, nowMs: number): number {
  return RETENTION.find(({ ageMs }) => nowMs - startMs > ageMs)?.seconds ?? 1;
}

/** The period (s) to ask for: no finer than wanted, and one that CloudWatch has data in back to `startMs`. */
export function choosePeriod(wantedSeconds: number, startMs: number, nowMs: number): number {
  const finest = finestPeriod(startMs, nowMs);
  if (finest === 1 && wantedSeconds <= 30) return HIGH_RESOLUTION.find((period) => period >= wantedSeconds) ?? 60;
  const unit = Math.max(finest, 60);
  return Math.ceil(wantedSeconds / unit) * unit;
}
