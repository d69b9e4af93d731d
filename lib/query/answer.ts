import type { Notice, TimeGrid } from "@/lib/frames/frame";

/** One series on its answer's grid. NaN is a gap. The array may be a view of a longer one and is never written to. */
export interface Series {
  labels: Record<string, string>;
  values: Float64Array;
}

/** An upstream's answer, shared by everybody who asked the same: never changed once made. */
export interface Answer {
  /** Unique: two answers with the same generation are the same object. */
  generation: number;
  grid: TimeGrid;
  series: readonly Series[];
  notices: readonly Notice[];
  partial: boolean;
  /** Epoch ms at which the upstream last answered for a part of it. */
  asOf: number;
  /** How long the upstream took, ms. */
  tookMs: number;
}

let generations = 0;

export function nextGeneration(): number {
  generations += 1;
  return generations;
}
