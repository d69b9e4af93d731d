const SLACK_MS = 10 * 60_000;

/** Whether a range that ends then (epoch ms) speaks of the past: a live one may lag behind by some minutes. */
export function hasEnded(end: number, now: number): boolean {
  return now - end > SLACK_MS;
}
