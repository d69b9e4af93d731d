import type { PanelSeries } from "@/lib/frames/panel-series";
import { linePath } from "./line-path";
import { PLOT_UNITS_X, type PlotScale, UNITS_PER_PX } from "./plot-scale";

const HUES = 6;

/** Lines told apart by hue and dash, the next six by a thinner line too; the thirteenth looks like the first. */
export function lineClass(index: number): string {
  return `l s${(index % HUES) + 1}${index % (2 * HUES) < HUES ? "" : " fine"}`;
}

/** The lines themselves, in the one part of a plot that is stretched to its width. */
export function StaticLines({ series, scale }: { series: readonly PanelSeries[]; scale: PlotScale }) {
  return (
    <svg
      width="100%"
      height={scale.heightPx}
      viewBox={`0 0 ${PLOT_UNITS_X} ${scale.heightPx * UNITS_PER_PX}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {series.map(({ key, values, grid }, i) => (
        <path key={key} className={lineClass(i)} d={linePath(values, grid, scale)} />
      ))}
    </svg>
  );
}
