import { useMemo } from "react";
import type { ChartAnnotation } from "@/components/charts/annotation-marks";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { toChartAnnotation } from "@/components/panels/to-chart-annotation";
import type { DrawnRule, RuleChart } from "@/lib/alerts/rule-chart-view";
import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";
import { reduce } from "@/lib/frames/reduce";

/** The lines with the limit, the firing and what was deployed. */
export function RuleChartLines({ chart, zone }: { chart: Extract<RuleChart, { status: "ok" }>; zone: string }) {
  const series = useMemo(() => seriesOf(chart), [chart]);
  const marks = useMemo(() => marksOf(chart), [chart]);
  const last = useMemo(() => series.map(({ values }) => reduce(values).last), [series]);
  return (
    <TimeSeriesChart
      title="Rule around the firing"
      series={series}
      zone={zone}
      size="l"
      annotations={marks}
      current={last}
    />
  );
}

/** A firing that goes on is a band up to the end of the chart. */
function marksOf({ marks, grid }: Extract<RuleChart, { status: "ok" }>): ChartAnnotation[] {
  const end = gridTime(grid, grid.count - 1);
  return marks
    .map(toChartAnnotation)
    .map((mark) => (mark.kind === "alert" ? { ...mark, endAt: mark.endAt ?? end } : mark));
}

function seriesOf({ frames, grid, rule }: Extract<RuleChart, { status: "ok" }>): PanelSeries[] {
  return frames.map(({ name, labels, values }) => ({
    key: JSON.stringify(labels),
    refId: "A",
    name,
    labels,
    unit: "count",
    decimals: undefined,
    thresholds: thresholdsOf(rule),
    grid,
    values,
  }));
}

function thresholdsOf({ threshold }: DrawnRule): PanelSeries["thresholds"] {
  switch (threshold?.operator) {
    case ">":
    case ">=":
      return { direction: "above", alert: threshold.value };
    case "<":
    case "<=":
      return { direction: "below", alert: threshold.value };
    default:
      return undefined;
  }
}
