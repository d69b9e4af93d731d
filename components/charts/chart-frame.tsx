import type { ReactNode } from "react";
import type { Unit } from "@/lib/dashboards/model";
import type { ValueScale } from "@/lib/frames/nice-scale";
import { type ChartSize, type PlotScale, pixelY } from "./plot-scale";
import { TimeAxis } from "./time-axis";
import type { Interaction } from "./use-interaction";
import { gutterOf, ValueAxis, valueLabels } from "./value-axis";

const TICKS: Record<ChartSize, number> = { xs: 4, s: 5, m: 6, l: 7 };

interface ChartFrameProps {
  /** What a screen reader says: the title and the summary. */
  name: string;
  size: ChartSize;
  scale: PlotScale;
  values: ValueScale;
  unit: Unit;
  zone: string;
  /** Annotation marks; they get room above the plot for their flags. */
  marks?: ReactNode;
  interaction?: Interaction;
  /** Drawn over the plot by recharts, in the browser only. */
  live?: ReactNode;
  /** Replaces the time axis, for charts whose columns have labels of their own. */
  bottom?: ReactNode;
  children: ReactNode;
}

/** Axes and grid round a plot. Text is placed by percentages, so that it is never stretched; no style attribute is used. */
export function ChartFrame(props: ChartFrameProps) {
  const { name, size, scale, values, unit, zone, marks, interaction, live, bottom, children } = props;
  const labels = valueLabels(values, unit);
  return (
    <figure className={marks ? "chart flags" : "chart"} data-size={size} data-gutter={gutterOf(labels)}>
      <ValueAxis labels={labels} scale={scale} />
      <div className="plot" onPointerEnter={interaction?.want} onTouchStart={interaction?.want}>
        <svg className="plot-svg" width="100%" height={scale.heightPx} role="img" aria-label={name}>
          {values.ticks.slice(1).map((tick) => (
            <line key={tick} className="g" x1={0} x2="100%" y1={pixelY(scale, tick)} y2={pixelY(scale, tick)} />
          ))}
          {children}
        </svg>
        {live}
        {marks && (
          <svg className="plot-marks" width="100%" height={scale.heightPx} aria-label="Events">
            {marks}
          </svg>
        )}
        {interaction && !interaction.ready && (
          <button type="button" className="plot-keys" onFocus={interaction.want} onClick={interaction.want}>
            Read values with the arrow keys
          </button>
        )}
      </div>
      {bottom ?? <TimeAxis scale={scale} zone={zone} most={TICKS[size]} />}
    </figure>
  );
}
