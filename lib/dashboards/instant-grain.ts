const GRAIN_MS = 15_000;

/**
 * Instants are floored to this many ms, so that everybody who looks in the same seconds asks the same, and that once.
 * `minStep` in seconds, for those that cost the source much.
 */
export function instantGrainMs(minStep = 0): number {
  return Math.max(GRAIN_MS, minStep * 1000);
}
