import type { QueryWindow } from "@/lib/datasources/datasource";
import type { Notice, TimeGrid } from "@/lib/frames/frame";
import type { Series } from "./answer";

/** A stretch of one query's past at one step. Points after `trustedEnd` may still change and are asked for again. */
export interface Extent {
  start: number;
  end: number;
  step: number;
  trustedEnd: number;
  /** When its oldest part was fetched (epoch ms). Merging never makes it younger. */
  bornAt: number;
  /** When its newest part was fetched. */
  asOf: number;
  series: ReadonlyMap<string, Series>;
  notices: readonly Notice[];
}

/** What an upstream answered for one window, series by key. */
export interface Part {
  window: QueryWindow;
  series: ReadonlyMap<string, Series>;
  notices: readonly Notice[];
}

const MAX_POINTS = 11_000;
const MAX_NOTICES = 10;

/** The parts of the window that the extent cannot answer: all of it, its head, its tail, both, or nothing. */
export function missingParts(extent: Extent | undefined, window: QueryWindow): QueryWindow[] {
  const { start, end, step } = window;
  if (!extent || start > extent.trustedEnd || end < extent.start) return [window];
  const parts: QueryWindow[] = [];
  if (start < extent.start) parts.push({ start, end: extent.start - step, step });
  if (end > extent.trustedEnd) parts.push({ start: extent.trustedEnd + step, end, step });
  return parts;
}

/**
 * Joins the extent's trusted points with what was fetched for the window. A series that only one side has is a gap
 * on the other. `settledUntil` is the newest time whose points can no longer change.
 */
export function mergeParts(
  extent: Extent | undefined,
  window: QueryWindow,
  parts: readonly Part[],
  settledUntil: number,
  now: number,
): Extent {
  const { step } = window;
  const kept = extent && { ...extent, end: extent.trustedEnd };
  const start = Math.min(window.start, kept?.start ?? window.start);
  const end = Math.max(window.end, kept?.end ?? window.end);
  const settled = Math.floor(settledUntil / step) * step;
  const sources = [...(kept ? [{ window: kept, series: kept.series, notices: kept.notices }] : []), ...parts];
  const merged: Extent = {
    start,
    end,
    step,
    trustedEnd: Math.max(kept?.end ?? Number.NEGATIVE_INFINITY, Math.min(window.end, settled)),
    bornAt: extent?.bornAt ?? now,
    asOf: parts.length > 0 ? now : (extent?.asOf ?? now),
    series: mergeSeries(sources, start, end, step),
    notices: distinctNotices(sources.flatMap(({ notices }) => notices)),
  };
  return (end - start) / step < MAX_POINTS ? merged : trim(merged, window);
}

/** The extent's points in the window, as views. Series without a single sample there are left out, as upstream does. */
export function sliceExtent(extent: Extent, window: QueryWindow): { grid: TimeGrid; series: Series[] } {
  const from = (window.start - extent.start) / extent.step;
  const count = (window.end - window.start) / extent.step + 1;
  const series: Series[] = [];
  for (const key of [...extent.series.keys()].sort()) {
    const { labels, values } = extent.series.get(key) as Series;
    const view = values.subarray(from, from + count);
    if (view.some((value) => !Number.isNaN(value))) series.push({ labels, values: view });
  }
  return { grid: { start: window.start, step: extent.step, count }, series };
}

function mergeSeries(
  sources: readonly { window: { start: number; end: number }; series: ReadonlyMap<string, Series> }[],
  start: number,
  end: number,
  step: number,
): Map<string, Series> {
  const merged = new Map<string, Series>();
  const count = (end - start) / step + 1;
  for (const { window, series } of sources) {
    const length = (window.end - window.start) / step + 1;
    for (const [key, { labels, values }] of series) {
      const into = merged.get(key) ?? { labels, values: new Float64Array(count).fill(Number.NaN) };
      into.values.set(values.subarray(0, length), (window.start - start) / step);
      merged.set(key, into);
    }
  }
  return merged;
}

function trim(extent: Extent, window: QueryWindow): Extent {
  const { series } = sliceExtent(extent, window);
  const kept = new Set(series.map(({ labels }) => labels));
  const entries = [...extent.series].filter(([, { labels }]) => kept.has(labels));
  const from = (window.start - extent.start) / extent.step;
  const count = (window.end - window.start) / extent.step + 1;
  return {
    ...extent,
    start: window.start,
    end: window.end,
    trustedEnd: Math.min(extent.trustedEnd, window.end),
    series: new Map(
      entries.map(([key, { labels, values }]) => [key, { labels, values: values.slice(from, from + count) }]),
    ),
  };
}

/** One of each kind: "3 samples are not finite" of one part and "5 samples …" of another say the same. */
function distinctNotices(notices: readonly Notice[]): Notice[] {
  const kinds = new Map(notices.map((notice) => [`${notice.severity} ${notice.text.replace(/\d+/g, "#")}`, notice]));
  return [...kinds.values()].slice(0, MAX_NOTICES);
}
