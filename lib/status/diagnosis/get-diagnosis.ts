import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { Dashboard } from "@/lib/dashboards/model";
import { dashboardsFor } from "@/lib/dashboards/registry";
import { datasources } from "@/lib/datasources/registry";
import type { RequestContext } from "@/lib/telemetry/context";
import { diagnoseAlerts } from "./diagnose-alerts";
import { diagnoseDashboards } from "./diagnose-dashboards";
import { diagnoseMetrics } from "./diagnose-metrics";
import type { DiagnosisView } from "./diagnosis-view";
import { tellOnce } from "./tell-once";

const SHARED_MS = 10_000;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalDiagnoses?: Map<string, { at: number; view: Promise<DiagnosisView> }> };
holder.portalDiagnoses ??= new Map();
const diagnoses = holder.portalDiagnoses;

/**
 * The three complaints one hears of a monitoring stack, each followed to its cause: what was looked at, what was seen,
 * what to do. Looked at once in `sharedMs`, however many people watch. Needs operations-dashboard:read, as rules and
 * jobs are infrastructure; panels of boards that the actor may not open are left out.
 */
export async function getDiagnosis(ctx: RequestContext, sharedMs = SHARED_MS): Promise<DiagnosisView> {
  authorize(ctx.actor, "operations-dashboard:read");
  const boards = dashboardsFor(ctx.actor);
  const key = boards.map(({ id }) => id).join(" ");
  const known = diagnoses.get(key);
  if (known && Date.now() - known.at < sharedMs) return known.view;
  const view = diagnose(boards);
  diagnoses.set(key, { at: Date.now(), view });
  return view;
}

async function diagnose(boards: readonly Dashboard[]): Promise<DiagnosisView> {
  const known = datasources();
  const sources = known
    .list()
    .filter(({ type }) => type === "prometheus")
    .map(({ name }) => known.prometheus(name));
  const [metrics, alerts, dashboards] = await Promise.all([
    diagnoseMetrics(sources),
    diagnoseAlerts(sources),
    diagnoseDashboards(sources, boards),
  ]);
  // What a silent database or source keeps from the alerts is told with the database and the source.
  const [ofMetrics = [], ofDashboards = [], ofAlerts = []] = tellOnce([metrics, dashboards, alerts]);
  return {
    now: new Date().toISOString(),
    symptoms: [
      { id: "metrics", title: "When metrics are missing", findings: ofMetrics },
      { id: "alerts", title: "When alerts do not fire", findings: ofAlerts },
      { id: "dashboards", title: "When a dashboard stays empty", findings: ofDashboards },
    ],
  };
}
