"use client";

import { lazy, Suspense } from "react";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { dayLabel } from "@/lib/frames/time-ticks";
import { valueScale } from "@/lib/frames/value-scale";
import { ChartFrame } from "./chart-frame";
import { describeSeries } from "./describe-series";
import { Legend } from "./legend";
import { CHART_HEIGHTS, type ChartSize, type PlotScale, pixelY } from "./plot-scale";
import { useInteraction } from "./use-interaction";

const LiveLayer = lazy(() => import("./live-layer"));
const BAR_SHARE = 0.68;

interface BarChartProps {
  title: string;
  series: readonly PanelSeries[];
  zone: string;
  size: ChartSize;
  /** Epoch ms: a bucket that ends later is still being filled and drawn dashed. */
  now: number;
}

/**
 * A bar a bucket. A point of the grid is where its bucket begins. Bars lie behind one another, the highest series
 * at the back: of all conversations, the successful ones.
 */
export function BarChart({ title, series, zone, size, now }: BarChartProps) {
  const interaction = useInteraction();
  const [first] = series;
  if (!first) return null;
  const { grid, unit, thresholds } = first;
  const values = valueScale(
    series.flatMap((one) => [0, ...one.values]),
    unit,
    thresholds,
    2,
  );
  const scale: PlotScale = {
    from: grid.start,
    to: gridTime(grid, grid.count),
    min: values.min,
    max: values.max,
    heightPx: CHART_HEIGHTS[size],
  };
  const partial = gridTime(grid, grid.count) > now;
  return (
    <>
      <Legend
        title={title}
        series={series}
        values={series.map((one) => one.values[grid.count - 1] ?? null)}
        shape="bar"
        note={partial ? "newest still being filled" : ""}
      />
      <ChartFrame
        name={describeSeries(title, series, zone)}
        size={size}
        scale={scale}
        values={values}
        unit={unit}
        zone={zone}
        bottom={<BucketAxis grid={grid} zone={zone} />}
        interaction={interaction}
        live={
          interaction.wanted && (
            <Suspense>
              <LiveLayer series={series} scale={scale} zone={zone} onReady={interaction.onReady} lines={false} />
            </Suspense>
          )
        }
      >
        {series.map((one, s) => (
          <Bars key={one.key} series={one} index={s} scale={scale} now={now} />
        ))}
      </ChartFrame>
    </>
  );
}

function Bars({ series, index, scale, now }: { series: PanelSeries; index: number; scale: PlotScale; now: number }) {
  const { grid, values } = series;
  const slot = 100 / grid.count;
  return values.map((value, i) => {
    const at = gridTime(grid, i);
    const x = `${Number((slot * i + (slot * (1 - BAR_SHARE)) / 2).toFixed(3))}%`;
    const width = `${Number((slot * BAR_SHARE).toFixed(3))}%`;
    if (value === null)
      return index === 0 && at <= now ? (
        <rect key={at} className="gap" x={x} width={width} y={0} height="100%" fill="url(#chart-hatch)" />
      ) : null;
    const y = pixelY(scale, value);
    return (
      <rect
        key={at}
        className={`bar w${(index % 6) + 1}${at + grid.step > now ? " unfinished" : ""}`}
        x={x}
        width={width}
        y={y}
        height={Number((scale.heightPx - y).toFixed(1))}
      />
    );
  });
}

/** Days by their date, the first of each month with its name; every second gives way on a phone. */
function BucketAxis({ grid, zone }: { grid: PanelSeries["grid"]; zone: string }) {
  const every = Math.ceil(grid.count / 14);
  const labelOf = (i: number) => dayLabel(gridTime(grid, i), zone);
  return (
    <svg className="chart-x" width="100%" height={18} aria-hidden="true">
      {Array.from({ length: grid.count }, (_, i) => i)
        .filter((i) => i % every === 0)
        .map((i, n) => {
          const [day, month] = labelOf(i).split(" ");
          const named = i === 0 || labelOf(i - every).split(" ")[1] !== month;
          return (
            <text
              key={i}
              x={`${((i + 0.5) * 100) / grid.count}%`}
              y={15}
              textAnchor="middle"
              className={n % 2 === 1 ? "opt" : undefined}
            >
              {named ? `${day} ${month}` : day}
            </text>
          );
        })}
    </svg>
  );
}
