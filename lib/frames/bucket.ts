import type { Thresholds } from "@/lib/dashboards/model";
import type { TimeGrid } from "./frame";
import { gridTime } from "./grid-time";

/** A stretch of a series drawn as one cell. */
export interface Bucket {
  from: number;
  to: number;
  /** The worst sample in it by the direction of the thresholds, null without one. */
  worst: number | null;
  /** When the worst sample was. */
  worstAt: number | null;
  /** Samples there are, of those there should be. */
  samples: number;
  expected: number;
}

/** Cuts a series into at most `most` stretches, equal to a step, and keeps the worst sample of each: a spike is never averaged away. */
export function bucketSeries(
  values: readonly (number | null)[],
  grid: TimeGrid,
  most: number,
  direction: Thresholds["direction"] = "above",
): Bucket[] {
  const count = Math.min(most, grid.count);
  const edge = (n: number) => Math.floor((n * grid.count) / count);
  return Array.from({ length: count }, (_, n) => oneBucket(values, grid, edge(n), edge(n + 1), direction));
}

function oneBucket(
  values: readonly (number | null)[],
  grid: TimeGrid,
  start: number,
  end: number,
  direction: Thresholds["direction"],
): Bucket {
  const bucket: Bucket = {
    from: gridTime(grid, start),
    to: gridTime(grid, end),
    worst: null,
    worstAt: null,
    samples: 0,
    expected: end - start,
  };
  for (let i = start; i < end; i++) {
    const value = values[i] ?? null;
    if (value === null) continue;
    bucket.samples++;
    const worse = bucket.worst === null || (direction === "above" ? value > bucket.worst : value < bucket.worst);
    if (!worse) continue;
    bucket.worst = value;
    bucket.worstAt = gridTime(grid, i);
  }
  return bucket;
}
