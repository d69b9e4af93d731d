import type { TimeGrid } from "./frame";
import { gridTime } from "./grid-time";

/** A stretch without a sample of any series, in epoch ms. */
export interface Gap {
  from: number;
  to: number;
}

/**
 * Stretches of the range in which no series has a sample. Single missing points between samples are not reported
 * unless `tolerated` is 0: scrapes jitter. A range without any sample is one gap.
 */
export function findGaps(columns: readonly (readonly (number | null)[])[], grid: TimeGrid, tolerated = 1): Gap[] {
  const gaps: Gap[] = [];
  let start = -1;
  for (let i = 0; i <= grid.count; i++) {
    const missing = i < grid.count && columns.every((values) => (values[i] ?? null) === null);
    if (missing && start < 0) start = i;
    if (missing || start < 0) continue;
    if (i - start > tolerated) gaps.push(edges(grid, start, i));
    start = -1;
  }
  return gaps;
}

/** From the last sample before to the first after, as the line shows it. */
function edges(grid: TimeGrid, start: number, end: number): Gap {
  return { from: gridTime(grid, Math.max(0, start - 1)), to: gridTime(grid, Math.min(grid.count - 1, end)) };
}
