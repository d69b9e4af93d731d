import { formatText } from "@/lib/frames/format-value";
import type { PanelSeries } from "@/lib/frames/panel-series";

/** A value of a series with the series' digits. What is not zero never reads as zero, and what is has no digits behind it. */
export function figureText(value: number | null, { unit, decimals }: Pick<PanelSeries, "unit" | "decimals">): string {
  if (value === 0) return formatText(0, unit);
  const text = formatText(value, unit, decimals);
  return value === null || /[1-9]/.test(text) ? text : value.toPrecision(2);
}
