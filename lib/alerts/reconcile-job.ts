import "server-only";
import { configuredAlertmanagers } from "@/lib/alertmanager/configured";
import { RECONCILE_JOB } from "@/lib/alertmanager/reconcile-job-name";
import type { Permission } from "@/lib/auth/permissions";
import type { RequestContext } from "@/lib/telemetry/context";
import { reconcileAlerts } from "./reconcile";

/** Half a minute is the longest that an alert the webhook lost stays unseen. */
export const reconcileJob = {
  name: RECONCILE_JOB,
  everySeconds: 30,
  // What a delivery could not hold is asked for at once: see requestReconcile.
  lookEverySeconds: 2,
  permissions: ["alert:ingest"] as const satisfies readonly Permission[],
  run: (ctx: RequestContext) => reconcileAlerts(ctx, configuredAlertmanagers()),
};
