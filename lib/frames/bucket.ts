import type { Thresholds } from "@/lib/dashboards/model";
import { gridTime, type TimeGrid } from "./frame";

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

/** Cuts a series into at most `most` equal stretches and keeps the worst sample of each: a spike is never averaged away. */
export function bucketSeries(
  values: readonly (number | null)[],
  grid: TimeGrid,
  most: number,
  direction: Thresholds["direction"] = "above",
): Bucket[] {
  const size = Math.max(1, Math.ceil(grid.count / most));
  const buckets: Bucket[] = [];
  for (let start = 0; start < grid.count; start += size) {
    buckets.push(oneBucket(values, grid, start, Math.min(start + size, grid.count), direction));
  }
  return buckets;
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
