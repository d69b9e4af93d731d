import { seriesName } from "./series-name";

type Labels = Readonly<Record<string, string>>;

export interface SeriesNames {
  /** What all of them have, as one selector; empty for none, or for a series alone. */
  common: string;
  /** What tells each from the others. */
  own: string[];
}

/** Names for series that stand together: what they share is said once. `query` names one without labels. */
export function nameSeries(series: readonly Labels[], query: string): SeriesNames {
  const [first] = series;
  if (!first || series.length === 1) return { common: "", own: series.map((labels) => seriesName(labels, query)) };
  const shared = new Set(
    Object.entries(first)
      .filter(([name, value]) => series.every((labels) => Object.hasOwn(labels, name) && labels[name] === value))
      .map(([name]) => name),
  );
  const pick = (labels: Labels, wanted: boolean) =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => shared.has(name) === wanted));
  return {
    common: shared.size > 0 ? seriesName(pick(first, true), query) : "",
    own: series.map((labels) => seriesName(pick(labels, false), "no other label")),
  };
}
