import { type Bucket, bucketSeries } from "@/lib/frames/bucket";
import { formatText } from "@/lib/frames/format-value";
import { gridTime } from "@/lib/frames/grid-time";
import { heatBounds, heatClass } from "@/lib/frames/heat-classes";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";
import { isPast } from "@/lib/frames/threshold-status";
import { describeSeries } from "./describe-series";
import type { PlotScale } from "./plot-scale";
import { TimeAxis } from "./time-axis";

const COLUMNS = 48;
const ROW_HEIGHT = 21;
const MOST_ROWS = 40;

interface HeatmapProps {
  title: string;
  series: readonly PanelSeries[];
  zone: string;
}

/** A row a series, a column a stretch of time holding its worst sample: six classes, past the alert threshold outlined. */
export function Heatmap({ title, series, zone }: HeatmapProps) {
  const [first] = series;
  if (!first) return null;
  const rows = series.slice(0, MOST_ROWS);
  const bounds = heatBounds(scaleOf(series));
  const scale: PlotScale = {
    from: first.grid.start,
    to: gridTime(first.grid, first.grid.count),
    min: 0,
    max: 1,
    heightPx: rows.length * ROW_HEIGHT,
  };
  return (
    <>
      <figure className="heatmap">
        <ul className="heat-names" aria-hidden="true">
          {rows.map(({ key, name }) => (
            <li key={key} className="mono" title={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
        <svg
          className="heat"
          width="100%"
          height={scale.heightPx}
          role="img"
          aria-label={describeSeries(title, rows, zone)}
        >
          {rows.map((one, row) => (
            <HeatRow key={one.key} series={one} row={row} bounds={bounds} />
          ))}
        </svg>
        <TimeAxis scale={scale} zone={zone} most={7} />
      </figure>
      <HeatKey bounds={bounds} series={first} hidden={series.length - rows.length} />
    </>
  );
}

function HeatRow({ series, row, bounds }: { series: PanelSeries; row: number; bounds: readonly number[] }) {
  const { thresholds } = series;
  const buckets = bucketSeries(series.values, series.grid, COLUMNS, thresholds?.direction);
  const slot = 100 / buckets.length;
  return buckets.map((bucket, i) => (
    <rect
      key={bucket.from}
      className={cellClass(bucket, series, bounds)}
      fill={bucket.worst === null ? "url(#chart-hatch-dense)" : undefined}
      x={`${Number((slot * i).toFixed(2))}%`}
      width={`${Number((slot * 0.95).toFixed(2))}%`}
      y={row * ROW_HEIGHT}
      height={ROW_HEIGHT - 1}
    />
  ));
}

function cellClass({ worst }: Bucket, { thresholds }: PanelSeries, bounds: readonly number[]): string | undefined {
  if (worst === null) return undefined;
  const over = thresholds && isPast(worst, thresholds.alert, thresholds.direction);
  return `h${heatClass(worst, bounds)}${over ? " over" : ""}`;
}

function scaleOf(series: readonly PanelSeries[]): number {
  const alert = series[0]?.thresholds?.alert;
  if (alert !== undefined && alert > 0) return alert;
  return Math.max(...series.map(({ values }) => reduce(values).max ?? 0)) || 1;
}

function HeatKey({ bounds, series, hidden }: { bounds: readonly number[]; series: PanelSeries; hidden: number }) {
  const { unit, thresholds } = series;
  const steps = bounds.map((value, i) => (i === bounds.length - 1 ? bound(value, unit) : String(value)));
  return (
    <ul className="legend">
      <li>
        <svg className="heat-key" viewBox="0 0 60 8" aria-hidden="true">
          {[0, 1, 2, 3, 4, 5].map((n) => (
            <rect key={n} className={`h${n}`} x={n * 10} width={10} height={8} />
          ))}
        </svg>
        0 – {steps.join(" – ")} and more
      </li>
      {thresholds?.alert !== undefined && (
        <li>
          <svg viewBox="0 0 22 8" aria-hidden="true">
            <rect className="h4 over" x={6} y={-1} width={10} height={10} />
          </svg>
          past alert ({bound(thresholds.alert, unit)})
        </li>
      )}
      <li>
        <svg viewBox="0 0 22 8" aria-hidden="true">
          <rect x={6} y={-1} width={10} height={10} fill="url(#chart-hatch-dense)" />
        </svg>
        no samples
      </li>
      {hidden > 0 && <li className="muted">{hidden} more rows, in Inspect</li>}
    </ul>
  );
}

/** A limit as people write it: "1 %", not "1.00 %". */
function bound(value: number, unit: PanelSeries["unit"]): string {
  return formatText(value, unit, Number.isInteger(value) ? 0 : undefined);
}
