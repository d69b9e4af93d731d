import type { TimeGrid } from "@/lib/frames/frame";
import { UpstreamError } from "../datasource";
import { parseSampleValue } from "./parse-sample-value";

/** A sample may be this far (ms) from its grid point: timestamps are seconds written as fractions. */
const TOLERANCE_MS = 1;

/** What was odd in an answer; becomes notices. */
export interface SampleFaults {
  notFinite: number;
  offGrid: number;
  duplicated: number;
}

/** Index of a time (seconds, as upstream wrote it) on the grid, or -1. */
export function gridIndex(grid: TimeGrid, seconds: unknown): number {
  if (typeof seconds !== "number") throw new UpstreamError("upstream_invalid", "A sample's time is not a number.");
  const offset = seconds * 1000 - grid.start;
  const index = grid.step === 0 ? 0 : Math.round(offset / grid.step);
  const near = Math.abs(offset - index * grid.step) <= TOLERANCE_MS;
  return near && index >= 0 && index < grid.count ? index : -1;
}

/** Puts [seconds, "value"] samples, in whatever order they came, onto the grid. Points without a sample stay null. */
export function gridSamples(samples: unknown[], grid: TimeGrid, faults: SampleFaults): (number | null)[] {
  const values = new Array<number | null>(grid.count).fill(null);
  const seen = new Uint8Array(grid.count);
  for (const sample of samples) {
    if (!Array.isArray(sample) || sample.length !== 2)
      throw new UpstreamError("upstream_invalid", "A sample is not a pair of time and value.");
    const index = gridIndex(grid, sample[0]);
    const value = parseSampleValue(sample[1]);
    if (index < 0) {
      faults.offGrid++;
      continue;
    }
    if (seen[index] === 1 && values[index] !== value) {
      // Two values for one instant: neither is known to be right.
      faults.duplicated++;
      values[index] = null;
      continue;
    }
    if (value === null) faults.notFinite++;
    seen[index] = 1;
    values[index] = value;
  }
  return values;
}
