"use client";

import { lazy, memo, useMemo } from "react";
import { BarChart } from "@/components/charts/bar-chart";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { ErrorBudget } from "@/components/kpis/error-budget";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { measuredPercent } from "@/lib/frames/panel-figures";
import { panelSeries } from "@/lib/frames/panel-series";
import { useBoard } from "./board-context";
import { HealthPanel } from "./health-panel";
import { StatPanel } from "./stat-panel";

// Not on every board: loaded where they are drawn, which the server's HTML does not wait for.
const Donut = lazy(async () => ({ default: (await import("@/components/charts/donut")).Donut }));
const Heatmap = lazy(async () => ({ default: (await import("@/components/charts/heatmap")).Heatmap }));
const TablePanel = lazy(async () => ({ default: (await import("./table-panel")).TablePanel }));

interface PanelContentProps {
  panel: PanelView;
  result: PanelResult;
  /** The newest values that may be called current, in the order of the visible series. */
  current: readonly (number | null)[];
}

/** The drawing itself: every visualisation has its own. */
export const PanelContent = memo(function PanelContent({ panel, result, current }: PanelContentProps) {
  const { zone, annotations } = useBoard();
  const series = useMemo(() => panelSeries(panel, result), [panel, result]);
  const hidden = useMemo(() => panelSeries(panel, result, "hidden"), [panel, result]);
  if (panel.id === "error-budget")
    return (
      <ErrorBudget panel={panel} availability={current[0] ?? null} measuredPercent={measuredPercent(panel, result)} />
    );
  switch (panel.visualization) {
    case "timeseries":
      return (
        <TimeSeriesChart
          title={panel.title}
          series={series}
          zone={zone}
          size={panel.span >= 8 ? "l" : "m"}
          annotations={annotations}
          current={current}
        />
      );
    case "bars":
      return <BarChart title={panel.title} series={series} zone={zone} size="s" now={answeredAt(result)} />;
    case "stat":
      return <StatPanel series={series} hidden={hidden} current={current} zone={zone} />;
    case "statusbars":
      return <HealthPanel series={series} hidden={hidden} current={current} zone={zone} />;
    case "pie":
      return <Donut title={panel.title} series={series} />;
    case "heatmap":
      return <Heatmap title={panel.title} series={series} zone={zone} />;
    case "table":
      return <TablePanel panel={panel} result={result} />;
  }
});

/** When the newest of the sources answered, epoch ms. */
function answeredAt(result: PanelResult): number {
  return Math.max(...result.targets.map((target) => (target.status === "ok" ? target.provenance.asOf : 0)));
}
