/** A point of a drawn line: its index on the grid, and its value. */
export interface DrawnPoint {
  index: number;
  value: number;
}

/** Unbroken stretches of samples: the line is lifted between them. */
export type DrawnRun = DrawnPoint[];

/**
 * M4 (Jugel et al., VLDB 2014): of all samples that fall on one pixel column, the first, the last, the lowest and the
 * highest. The drawn line is the same as from all samples: no spike is lost. Gaps stay gaps.
 */
export function downsample(values: readonly (number | null)[], columns: number): DrawnRun[] {
  if (values.length <= columns * 4)
    return runs(
      values.map((_, index) => index),
      values,
    );
  const kept: number[] = [];
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * values.length) / columns);
    const end = Math.floor(((column + 1) * values.length) / columns);
    keepColumn(values, start, end, kept);
  }
  return runs(kept, values);
}

/** Gap borders are kept as well, or the line would bridge a gap that is narrower than a column. */
function keepColumn(values: readonly (number | null)[], start: number, end: number, kept: number[]): void {
  const picks = new Set<number>();
  let low = -1;
  let high = -1;
  for (let i = start; i < end; i++) {
    const value = values[i] ?? null;
    const border = (value === null) !== ((values[i - 1] ?? null) === null);
    if (border) picks.add(i).add(Math.max(start, i - 1));
    if (value === null) continue;
    if (low < 0 || value < (values[low] as number)) low = i;
    if (high < 0 || value > (values[high] as number)) high = i;
  }
  for (const i of [start, end - 1, low, high]) if (i >= start) picks.add(i);
  kept.push(...[...picks].sort((a, b) => a - b));
}

function runs(indexes: readonly number[], values: readonly (number | null)[]): DrawnRun[] {
  const result: DrawnRun[] = [];
  let current: DrawnRun = [];
  for (const index of indexes) {
    const value = values[index] ?? null;
    if (value !== null) current.push({ index, value });
    else if (current.length > 0) {
      result.push(current);
      current = [];
    }
  }
  if (current.length > 0) result.push(current);
  return result;
}
