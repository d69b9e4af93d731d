import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { dashboardsFor } from "@/lib/dashboards/registry";
import { datasources } from "@/lib/datasources/registry";
import type { RequestContext } from "@/lib/telemetry/context";
import { diagnoseAlerts } from "./diagnose-alerts";
import { diagnoseDashboards } from "./diagnose-dashboards";
import { diagnoseMetrics } from "./diagnose-metrics";
import type { DiagnosisView } from "./diagnosis-view";

/**
 * The three complaints one hears of a monitoring stack, each followed to its cause now: what was looked at, what was
 * seen, what to do. Needs operations-dashboard:read, as rules and jobs are infrastructure; panels of boards that the
 * actor may not open are left out.
 */
export async function getDiagnosis(ctx: RequestContext): Promise<DiagnosisView> {
  authorize(ctx.actor, "operations-dashboard:read");
  const known = datasources();
  const sources = known
    .list()
    .filter(({ type }) => type === "prometheus")
    .map(({ name }) => known.prometheus(name));
  const [metrics, alerts, dashboards] = await Promise.all([
    diagnoseMetrics(sources),
    diagnoseAlerts(sources),
    diagnoseDashboards(sources, dashboardsFor(ctx.actor)),
  ]);
  return {
    now: new Date().toISOString(),
    symptoms: [
      { id: "metrics", title: "When metrics are missing", findings: metrics },
      { id: "alerts", title: "When alerts do not fire", findings: alerts },
      { id: "dashboards", title: "When a dashboard stays empty", findings: dashboards },
    ],
  };
}
