"use client";

import { lazy, Suspense, useMemo } from "react";
import { ChartPatterns } from "@/components/charts/chart-patterns";
import { ExecutiveSummary } from "@/components/kpis/executive-summary";
import { OpenAlertsPanel } from "@/components/kpis/open-alerts-panel";
import type { AnnotationView } from "@/lib/alerts/annotation-view";
import type { EpisodeList } from "@/lib/alerts/list-view";
import type { DashboardView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { BoardContext } from "./board-context";
import { LivePanel } from "./live-panel";
import { NowProvider } from "./now-context";
import type { BoardScope } from "./panel-keys";
import { PrintedRange } from "./printed-range";
import { seedRecords } from "./seed-records";
import { useAnnotations } from "./use-annotations";
import { useBoardRefresh } from "./use-board-refresh";
import { useBoardScope } from "./use-board-scope";
import { useInspected } from "./use-inspected";

const InspectDrawer = lazy(() => import("./inspect-drawer"));

/** What came with the page. It holds for one scope: another range is asked for by the browser. */
export interface BoardSeed {
  scope: BoardScope;
  /** What the sources had answered within the page's deadline; the rest is asked for by the browser. */
  results: PanelResult[];
  annotations?: AnnotationView[];
  /** Open alerts, on boards that show them. */
  alerts?: EpisodeList;
  /** Epoch ms. */
  at: number;
}

interface BoardProps {
  dashboard: DashboardView;
  seed: BoardSeed;
  /** The reader may run the panels' queries in Explore. */
  explore: boolean;
}

/** A dashboard: drawn on the server from the seed, kept fresh in the browser. */
export function Board({ dashboard, seed, explore }: BoardProps) {
  const scope = useBoardScope(dashboard);
  const seeded = JSON.stringify(seed.scope) === JSON.stringify(scope);
  const panels = useMemo(() => [...dashboard.kpiPanels, ...dashboard.panels], [dashboard]);
  const ids = useMemo(() => panels.map(({ id }) => id), [panels]);
  const records = useMemo(() => seedRecords(seeded ? seed.results : [], seed.at), [seed, seeded]);
  const complete = records.size === ids.length;
  const { retry } = useBoardRefresh({ scope, ids, seededAt: complete ? seed.at : undefined });
  const annotations = useAnnotations(scope, seeded ? seed.annotations : undefined, seed.at);
  const [inspected, inspect] = useInspected(ids);
  const view = useMemo(
    () => ({
      dashboardId: dashboard.id,
      zone: scope.zone,
      annotations,
      retry,
      inspect: (id: string) => inspect(inspected === id ? null : id),
      inspected,
    }),
    [dashboard.id, scope.zone, annotations, retry, inspected, inspect],
  );
  const subject = panels.find(({ id }) => id === inspected);
  return (
    <NowProvider serverNow={seed.at}>
      <BoardContext value={view}>
        <ChartPatterns />
        <div className={subject ? "split" : undefined}>
          <div className="page board">
            <PrintedRange scope={scope} />
            {dashboard.kpiStrip && (
              <ExecutiveSummary dashboard={dashboard} scope={scope} records={records} alerts={seed.alerts} />
            )}
            <div className="grid12">
              {dashboard.panels.map((panel) => (
                <LivePanel key={panel.id} panel={panel} scope={scope} seed={records.get(panel.id)} />
              ))}
            </div>
            {dashboard.openAlerts && <OpenAlertsPanel seed={seed.alerts} zone={scope.zone} />}
          </div>
          {subject && (
            <Suspense>
              <InspectDrawer
                key={subject.id}
                panel={subject}
                scope={scope}
                explore={explore}
                onClose={() => inspect(null)}
              />
            </Suspense>
          )}
        </div>
      </BoardContext>
    </NowProvider>
  );
}
