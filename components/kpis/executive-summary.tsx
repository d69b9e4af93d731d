"use client";

import { useNow } from "@/components/panels/now-context";
import type { BoardScope } from "@/components/panels/panel-keys";
import { usePanelRecords } from "@/components/panels/use-panel-records";
import { Icon, type IconName } from "@/components/ui/icon";
import type { EpisodeList } from "@/lib/alerts/list-view";
import type { DashboardView } from "@/lib/dashboards/dashboard-view";
import type { PanelRecord } from "@/lib/frames/panel-record";
import { hasEnded } from "@/lib/time/has-ended";
import { parseRange } from "@/lib/time/range";
import { alertWords } from "./alert-words";
import { headline } from "./headline";
import { KpiStrip } from "./kpi-strip";
import { useOpenAlerts } from "./use-open-alerts";

interface ExecutiveSummaryProps {
  dashboard: DashboardView;
  scope: BoardScope;
  records: ReadonlyMap<string, PanelRecord>;
  alerts: EpisodeList | undefined;
}

/** The first glance: is it up, which indicator is off, what is not known. */
export function ExecutiveSummary({ dashboard, scope, records, alerts }: ExecutiveSummaryProps) {
  const now = useNow();
  const panels = [...dashboard.kpiPanels, ...dashboard.panels];
  const live = usePanelRecords(scope, panels, records);
  const past = hasEnded(parseRange(scope, now).to, now);
  const { claims, facts } = headline(dashboard, live, now, past);
  // The alerts are today's, whatever the range.
  const openAlerts = `${alertWords(useOpenAlerts(alerts))}${past ? " now" : ""}`;
  return (
    <>
      <div className="glance">
        <p>
          {claims.map(({ tone, text }) => (
            <span key={text}>
              <Icon name={ICONS[tone]} className={`t-${tone}`} />
              {text}
            </span>
          ))}
        </p>
        <ul>
          {[...facts, openAlerts].map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
      <KpiStrip panels={dashboard.kpiPanels} records={live} />
    </>
  );
}

const ICONS = { pass: "pass", warn: "warn", fail: "fail", unknown: "unknown" } as const satisfies Record<
  string,
  IconName
>;
