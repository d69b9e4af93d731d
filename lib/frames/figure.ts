import { gridTime } from "./grid-time";
import type { PanelSeries } from "./panel-series";
import { type FigureStatus, thresholdStatus } from "./threshold-status";

/** The one figure of a stat or an indicator. */
export interface Figure {
  /** Null when there is no sample, or none that is fresh: then nothing is claimed about now. */
  value: number | null;
  status: FigureStatus;
  /** The newest sample there is, however old. */
  last: { value: number; at: number } | null;
}

/** The newest sample, trusted while it is at most `staleAfterMs` and the step of its grid older than `reference` (epoch ms). */
export function currentFigure(series: PanelSeries | undefined, reference: number, staleAfterMs: number): Figure {
  const last = series ? newestSample(series) : null;
  if (!series || !last) return { value: null, status: "unknown", last: null };
  // Asked for now and not there: the series has ended, however young its last sample is.
  if (series.latest?.value === null) return { value: null, status: "unknown", last };
  if (reference - last.at > staleAfterMs + series.grid.step) return { value: null, status: "unknown", last };
  return { value: last.value, status: thresholdStatus(last.value, series.thresholds), last };
}

export function newestSample({
  values,
  grid,
  latest,
}: Pick<PanelSeries, "values" | "grid" | "latest">): { value: number; at: number } | null {
  if (latest && latest.value !== null) return { value: latest.value, at: latest.at };
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i] ?? null;
    if (value !== null) return { value, at: gridTime(grid, i) };
  }
  return null;
}
