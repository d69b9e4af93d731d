import { newestSample } from "@/lib/frames/figure";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import { linePath } from "./line-path";
import { PLOT_UNITS_X, type PlotScale, percentX, pixelY, UNITS_PER_PX, unitX, unitY } from "./plot-scale";

const HEIGHT = 36;
const COLUMNS = 40;

/** A small line without axes, with the target as a dashed line and a dot on the newest sample, which is the figure's own. Its figure stands beside it. */
export function Sparkline({ series }: { series: PanelSeries }) {
  const newest = newestSample(series);
  const { min, max } = reduce(newest ? [...series.values, newest.value] : series.values);
  if (min === null || max === null || newest === null) return <div className="spark" />;
  // Joined to the line unless the line's end is a gap.
  const joined = (series.values.at(-1) ?? null) !== null;
  const target = series.thresholds?.target;
  const bounds = [min, max, ...(target !== undefined && target < max * 4 + 1e-9 ? [target] : [])];
  const scale = sparkScale(series, newest.at, Math.min(...bounds), Math.max(...bounds));
  const targetShown = target !== undefined && target >= scale.min && target <= scale.max;
  return (
    <svg className="spark" width="100%" height={HEIGHT} aria-hidden="true">
      {targetShown && (
        <line className="spark-target" x1={0} x2="100%" y1={pixelY(scale, target)} y2={pixelY(scale, target)} />
      )}
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 ${PLOT_UNITS_X} ${HEIGHT * UNITS_PER_PX}`}
        preserveAspectRatio="none"
        overflow="visible"
        aria-hidden="true"
      >
        <path
          className="l thin s6"
          d={
            linePath(series.values, series.grid, scale, COLUMNS) +
            (joined ? `L${unitX(scale, newest.at)} ${unitY(scale, newest.value)}` : "")
          }
        />
      </svg>
      <circle className="spark-dot" cx={percentX(scale, newest.at)} cy={pixelY(scale, newest.value)} r={2.5} />
    </svg>
  );
}

/** A flat line lies in the middle, not on an edge. */
function sparkScale({ grid }: PanelSeries, newestAt: number, low: number, high: number): PlotScale {
  const pad = high === low ? Math.abs(high) * 0.1 + 1e-9 : (high - low) * 0.1;
  return {
    from: grid.start,
    to: Math.max(newestAt, gridTime(grid, grid.count - 1)),
    min: low - pad,
    max: high + pad,
    heightPx: HEIGHT,
  };
}
