import "server-only";
import { kpiPanels } from "@/lib/dashboards/kpi-panels";
import type { Dashboard, Panel, PrometheusTarget } from "@/lib/dashboards/model";
import { metricNames } from "@/lib/query/metric-names";

/** Which panels read which metric of which source. */
export interface ReadSeries {
  /** Undefined: the first Prometheus. */
  datasource: string | undefined;
  metric: string;
  /** "Operations: Memory by pod". */
  panels: string[];
}

/** What these boards read, each metric of a source once. */
export function seriesOfBoards(boards: readonly Dashboard[]): ReadSeries[] {
  const found = new Map<string, ReadSeries>();
  for (const board of boards)
    for (const panel of board.kpiStrip ? [...board.panels, ...kpiPanels()] : board.panels)
      for (const { datasource, metric } of seriesOf(panel)) {
        const key = `${datasource ?? ""} ${metric}`;
        const known = found.get(key) ?? { datasource, metric, panels: [] };
        const name = `${board.title}: ${panel.title}`;
        if (!known.panels.includes(name)) known.panels.push(name);
        found.set(key, known);
      }
  return [...found.values()];
}

function seriesOf(panel: Panel): { datasource: string | undefined; metric: string }[] {
  return panel.targets
    .filter((target): target is PrometheusTarget => target.type === "prometheus")
    .flatMap(({ datasource, expr }) => metricNames(expr).map((metric) => ({ datasource, metric })));
}
