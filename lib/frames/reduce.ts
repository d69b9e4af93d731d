/** What a series comes down to. Every figure is null when there is no sample at all. */
export interface Reduced {
  min: number | null;
  max: number | null;
  mean: number | null;
  last: number | null;
  /** Index of `last` on the grid, -1 without samples. */
  lastIndex: number;
  samples: number;
}

export function reduce(values: readonly (number | null)[]): Reduced {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let samples = 0;
  let lastIndex = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    samples++;
    lastIndex = i;
  }
  if (samples === 0) return { min: null, max: null, mean: null, last: null, lastIndex: -1, samples };
  return { min, max, mean: sum / samples, last: values[lastIndex] ?? null, lastIndex, samples };
}
