import { BarChart } from "@/components/charts/bar-chart";
import { ChartPatterns } from "@/components/charts/chart-patterns";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { PerformanceView } from "@/lib/alerts/performance/performance-view";
import { weekSeries } from "./week-series";

/** Two charts by week; the table "By week" says the same in figures. */
export function WeekCharts({ byWeek, zone, asOf }: Pick<PerformanceView, "byWeek" | "zone" | "asOf">) {
  const { alerts, waits } = weekSeries(byWeek);
  const now = Date.parse(asOf);
  const common = { zone, now, size: "s" } as const;
  return (
    <div className="grid12">
      <ChartPatterns />
      <Panel
        className="c6"
        title="Alerts by week"
        footer={<TrustStrip items={["weeks from Monday", zone, "hatched: not recorded"]} />}
      >
        <BarChart title="Alerts by week" series={alerts} {...common} />
      </Panel>
      <Panel
        className="c6"
        title="Median time to acknowledge by week"
        subtitle="minutes"
        footer={<TrustStrip items={["weeks from Monday", zone, "hatched: too few to say, or not recorded"]} />}
      >
        <BarChart title="Median time to acknowledge by week, in minutes" series={waits} {...common} />
      </Panel>
    </div>
  );
}
