import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import type { ExploreAnswer } from "./explore-result";
import { nameSeries } from "./name-series";

/** Under this a value needs more digits than other figures are given, or it would read as zero. */
const SMALL = 0.1;
const MOST_DECIMALS = 9;

export interface DrawnSeries {
  /** What all series have in common, as a selector. */
  common: string;
  series: PanelSeries[];
}

/** An answer as lines, the highest last value first: a list that is cut keeps what matters. */
export function drawnSeries({ frames, grid }: ExploreAnswer, query: string): DrawnSeries {
  const { common, own } = nameSeries(
    frames.map(({ labels }) => labels),
    query,
  );
  const series = frames.map(({ labels, values }, index) => {
    const { last, min, max } = reduce(values);
    return {
      last,
      series: {
        key: JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
        refId: "A",
        name: own[index] ?? "",
        labels,
        unit: "count" as const,
        decimals: decimalsFor(Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0))),
        thresholds: undefined,
        grid,
        values,
      },
    };
  });
  const rank = (last: number | null) => last ?? Number.NEGATIVE_INFINITY;
  return { common, series: series.sort((a, b) => compare(rank(b.last), rank(a.last))).map((one) => one.series) };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Three digits of the largest value; left out: as figures of this size usually have. */
function decimalsFor(magnitude: number): number | undefined {
  if (magnitude === 0 || magnitude >= SMALL) return undefined;
  return Math.min(MOST_DECIMALS, 2 - Math.floor(Math.log10(magnitude)));
}
