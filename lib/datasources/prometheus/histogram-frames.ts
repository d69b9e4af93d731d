import type { Frame, TimeGrid } from "@/lib/frames/frame";
import { UpstreamError } from "../datasource";
import { histogramSchema } from "./api-schema";
import { gridIndex, type SampleFaults } from "./grid-samples";
import { parseSampleValue } from "./parse-sample-value";

interface Distribution {
  count: number | null;
  /** Bucket counts by the bucket's upper bound. */
  buckets: { upper: number; count: number }[];
}

/**
 * A native histogram series as the frames of a classic one: a frame per upper bound, labelled `le`, counting
 * everything up to that bound, in ascending order. Buckets that Prometheus leaves out hold nothing.
 */
export function histogramFrames(
  labels: Record<string, string>,
  samples: unknown[],
  grid: TimeGrid,
  faults: SampleFaults,
): Frame[] {
  const points = new Array<Distribution | null>(grid.count).fill(null);
  const bounds = new Set<number>();
  for (const sample of samples) {
    if (!Array.isArray(sample) || sample.length !== 2) throw invalid();
    const index = gridIndex(grid, sample[0]);
    const point = readDistribution(sample[1]);
    if (index < 0) {
      faults.offGrid++;
      continue;
    }
    points[index] = point;
    for (const bucket of point.buckets) bounds.add(bucket.upper);
  }
  bounds.add(Number.POSITIVE_INFINITY);
  return [...bounds]
    .sort((a, b) => a - b)
    .map((le) => ({
      name: "",
      labels: { ...labels, le: le === Number.POSITIVE_INFINITY ? "+Inf" : String(le) },
      values: points.map((point) => countUpTo(point, le)),
    }));
}

function readDistribution(raw: unknown): Distribution {
  const parsed = histogramSchema.safeParse(raw);
  if (!parsed.success) throw invalid();
  const buckets = parsed.data.buckets.map(([, , upper, count]) => {
    const bound = upper === "+Inf" ? Number.POSITIVE_INFINITY : parseSampleValue(upper);
    if (bound === null) throw invalid();
    return { upper: bound, count: parseSampleValue(count) ?? Number.NaN };
  });
  return { count: parseSampleValue(parsed.data.count), buckets };
}

function countUpTo(point: Distribution | null, le: number): number | null {
  if (!point) return null;
  if (le === Number.POSITIVE_INFINITY) return point.count;
  const sum = point.buckets.reduce((total, bucket) => (bucket.upper <= le ? total + bucket.count : total), 0);
  return Number.isNaN(sum) ? null : sum;
}

function invalid(): UpstreamError {
  return new UpstreamError("upstream_invalid", "A native histogram is not in the form of the Prometheus API.");
}
