import type { Unit } from "@/lib/dashboards/model";
import { formatValue } from "@/lib/frames/format-value";
import type { ValueScale } from "@/lib/frames/nice-scale";
import { type PlotScale, pixelY } from "./plot-scale";

/** Labels of the value axis: the lowest carries the unit. */
export function valueLabels(scale: ValueScale, unit: Unit): { value: number; label: string }[] {
  return scale.ticks.map((value, i) => {
    const { text, suffix } = formatValue(value, unit, unit === "bytes" ? undefined : value === 0 ? 0 : scale.decimals);
    return { value, label: i === 0 || unit === "bytes" ? text + suffix : text };
  });
}

/** The labels' room, as the value of data-gutter: characters of the longest, 3 to 10. */
export function gutterOf(labels: readonly { label: string }[]): number {
  return Math.min(10, Math.max(3, ...labels.map(({ label }) => label.length)));
}

interface ValueAxisProps {
  labels: readonly { value: number; label: string }[];
  scale: PlotScale;
}

export function ValueAxis({ labels, scale }: ValueAxisProps) {
  return (
    <svg className="chart-y" width="100%" height={scale.heightPx} aria-hidden="true">
      {labels.map(({ value, label }) => (
        <text key={value} x="100%" y={pixelY(scale, value)} dx={-6} dy="0.35em" textAnchor="end">
          {label}
        </text>
      ))}
    </svg>
  );
}
