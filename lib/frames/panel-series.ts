import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { Thresholds, Unit } from "@/lib/dashboards/model";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import type { TimeGrid } from "./frame";

/** One line, bar, slice or row: a frame with what its target says about it. */
export interface PanelSeries {
  /** Unique within the panel, stable over refreshes: target, labels and name. */
  key: string;
  refId: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  unit: Unit;
  decimals: number | undefined;
  thresholds: Thresholds | undefined;
  grid: TimeGrid;
  values: readonly (number | null)[];
  /** The value at a moment after the grid's last point, where it was asked for. */
  latest?: { value: number | null; at: number };
}

/** The visible series of an answer, in the order of the panel's targets; hidden targets are left out unless asked for. */
export function panelSeries(
  panel: PanelView,
  result: PanelResult,
  which: "visible" | "hidden" = "visible",
): PanelSeries[] {
  const series: PanelSeries[] = [];
  for (const target of panel.targets) {
    if (target.hidden !== (which === "hidden")) continue;
    const answer = result.targets.find(({ refId }) => refId === target.refId);
    if (answer?.status !== "ok") continue;
    for (const [index, frame] of answer.frames.entries()) {
      series.push({
        key: JSON.stringify([
          target.refId,
          frame.name,
          Object.entries(frame.labels).sort(([a], [b]) => (a < b ? -1 : 1)),
        ]),
        refId: target.refId,
        name: frame.name,
        labels: frame.labels,
        unit: target.unit ?? panel.unit,
        decimals: target.unit === undefined || target.unit === panel.unit ? panel.decimals : undefined,
        thresholds: target.thresholds ?? panel.thresholds,
        grid: answer.grid,
        values: frame.values,
        ...(answer.latest ? { latest: { value: answer.latest.values[index] ?? null, at: answer.latest.at } } : {}),
      });
    }
  }
  return series;
}
