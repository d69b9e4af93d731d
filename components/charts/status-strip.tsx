import type { Bucket } from "@/lib/frames/bucket";
import { bucketSeries } from "@/lib/frames/bucket";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { thresholdStatus } from "@/lib/frames/threshold-status";

const CELLS = 24;
const HEIGHT = 34;

/** How each cell is drawn: worse is also taller, so that colour is not needed to see it. */
type Cell = "pass" | "warn" | "fail" | "unmeasured" | "none";
const INSET: Record<Cell, number> = { pass: 4, none: 4, unmeasured: 4, warn: 2, fail: 0 };

/** The cells of a strip: a failing sample shows even where others are missing; a cell with samples missing is never a pass. */
export function stripCells(series: PanelSeries): { cell: Cell; bucket: Bucket }[] {
  const direction = series.thresholds?.direction ?? "above";
  return bucketSeries(series.values, series.grid, CELLS, direction).map((bucket) => ({
    bucket,
    cell: cellOf(bucket, series),
  }));
}

function cellOf(bucket: Bucket, series: PanelSeries): Cell {
  const status = thresholdStatus(bucket.worst, series.thresholds);
  if (status === "fail" || status === "warn") return status;
  if (status === "unknown" || bucket.samples < bucket.expected) return "unmeasured";
  return status;
}

/** One cell for each stretch of the range, oldest first. `name` says the same in words. */
export function StatusStrip({ series, name }: { series: PanelSeries; name: string }) {
  const cells = stripCells(series);
  const slot = 100 / cells.length;
  return (
    <svg className="strip" width="100%" height={HEIGHT} role="img" aria-label={name}>
      {cells.map(({ cell, bucket }, i) => (
        <rect
          key={bucket.from}
          className={`cell-${cell}`}
          fill={cell === "unmeasured" ? "url(#chart-hatch-unknown)" : undefined}
          x={`${Number((slot * i).toFixed(3))}%`}
          width={`${Number((slot * 0.92).toFixed(3))}%`}
          y={INSET[cell]}
          height={HEIGHT - 2 * INSET[cell]}
        />
      ))}
    </svg>
  );
}
