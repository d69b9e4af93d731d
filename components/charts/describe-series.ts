import { formatText } from "@/lib/frames/format-value";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import { isoInZone } from "@/lib/time/iso-in-zone";

const MOST = 4;

/** A chart in words: range, and of each line its last, lowest and highest value. */
export function describeSeries(title: string, series: readonly PanelSeries[], zone: string): string {
  const [first] = series;
  if (!first) return `${title}: no data.`;
  const from = isoInZone(first.grid.start, zone);
  const to = isoInZone(gridTime(first.grid, first.grid.count - 1), zone);
  const lines = series.slice(0, MOST).map((one) => describeOne(one));
  const more = series.length > MOST ? ` And ${series.length - MOST} more.` : "";
  return `${title} from ${from} to ${to}. ${lines.join(" ")}${more}`;
}

function describeOne({ name, values, unit, decimals }: PanelSeries): string {
  const { last, min, max, samples } = reduce(values);
  if (samples === 0) return `${name}: no samples.`;
  const text = (value: number | null) => formatText(value, unit, decimals);
  return `${name}: last ${text(last)}, lowest ${text(min)}, highest ${text(max)}.`;
}
