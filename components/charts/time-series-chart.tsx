"use client";

import { lazy, Suspense, useMemo } from "react";
import { findGaps } from "@/lib/frames/find-gaps";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { valueScale } from "@/lib/frames/value-scale";
import { formatInstant } from "@/lib/time/format-time";
import { AnnotationMarks, annotationKey, type ChartAnnotation, visibleAnnotations } from "./annotation-marks";
import { ChartFrame } from "./chart-frame";
import { describeSeries } from "./describe-series";
import { GapMarks } from "./gap-marks";
import { Legend } from "./legend";
import { MOST_LINES } from "./most-lines";
import { CHART_HEIGHTS, type ChartSize, type PlotScale } from "./plot-scale";
import { StaticLines } from "./static-lines";
import { ThresholdBands, ThresholdLabels, ThresholdLines } from "./threshold-marks";
import { useInteraction } from "./use-interaction";

const LiveLayer = lazy(() => import("./live-layer"));

interface TimeSeriesChartProps {
  title: string;
  series: readonly PanelSeries[];
  zone: string;
  size: ChartSize;
  annotations: readonly ChartAnnotation[];
  /** The newest values that may be called current, in the order of `series`. */
  current: readonly (number | null)[];
  /** False when the figure already stands above. */
  legend?: boolean;
}

/** Lines over time: server-drawn at first, with axes, cursor and tooltip by recharts once a person points at it. */
export function TimeSeriesChart({
  title,
  series,
  zone,
  size,
  annotations,
  current,
  legend = true,
}: TimeSeriesChartProps) {
  const drawn = series.slice(0, MOST_LINES);
  const interaction = useInteraction();
  const model = useMemo(() => chartModel(drawn, size), [drawn, size]);
  const { scale, values, gaps, unit, thresholds } = model;
  const marks = visibleAnnotations(annotations, scale.from, scale.to);
  return (
    <>
      {legend && (
        <Legend
          title={title}
          series={series}
          values={current}
          shape="line"
          note={[lastStep(drawn, zone), annotationKey(marks)].filter(Boolean).join(" · ")}
        />
      )}
      <ChartFrame
        name={describeSeries(title, drawn, zone)}
        size={size}
        scale={scale}
        values={values}
        unit={unit}
        zone={zone}
        marks={marks.length > 0 && <AnnotationMarks annotations={marks} scale={scale} />}
        interaction={interaction}
        live={
          interaction.wanted && (
            <Suspense>
              <LiveLayer series={drawn} scale={scale} zone={zone} onReady={interaction.onReady} lines />
            </Suspense>
          )
        }
      >
        {thresholds && <ThresholdBands thresholds={thresholds} scale={scale} />}
        <GapMarks gaps={gaps} scale={scale} />
        {thresholds && <ThresholdLines thresholds={thresholds} scale={scale} />}
        {!interaction.ready && <StaticLines series={drawn} scale={scale} />}
        {thresholds && (
          <ThresholdLabels thresholds={thresholds} unit={unit} scale={scale} side={size === "l" ? "right" : "left"} />
        )}
      </ChartFrame>
    </>
  );
}

/** Whose values the legend shows: a figure elsewhere may be younger than the last step. */
function lastStep(series: readonly PanelSeries[], zone: string): string | undefined {
  const grid = series[0]?.grid;
  return grid && `last step, ${formatInstant(gridTime(grid, grid.count - 1), zone, "minute")}`;
}

function chartModel(series: readonly PanelSeries[], size: ChartSize) {
  const [first] = series;
  const unit = first?.unit ?? "count";
  const thresholds = agreedThresholds(series);
  const values = valueScale(allValues(series), unit, thresholds, size === "l" ? 4 : 3);
  const scale: PlotScale = {
    from: Math.min(...series.map(({ grid }) => grid.start)),
    to: Math.max(...series.map(({ grid }) => gridTime(grid, grid.count - 1))),
    min: values.min,
    max: values.max,
    heightPx: CHART_HEIGHTS[size],
  };
  const gaps = first
    ? findGaps(
        series.filter(({ grid }) => sameGrid(grid, first.grid)).map(({ values }) => values),
        first.grid,
      )
    : [];
  return { scale, values, gaps, unit, thresholds };
}

/** Lines of one series must not be read as those of another. */
function agreedThresholds([first, ...others]: readonly PanelSeries[]): PanelSeries["thresholds"] {
  const wanted = JSON.stringify(first?.thresholds);
  return others.every(({ thresholds }) => JSON.stringify(thresholds) === wanted) ? first?.thresholds : undefined;
}

function* allValues(series: readonly PanelSeries[]) {
  for (const { values } of series) yield* values;
}

function sameGrid(a: PanelSeries["grid"], b: PanelSeries["grid"]): boolean {
  return a.start === b.start && a.step === b.step && a.count === b.count;
}
