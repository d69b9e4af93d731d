import "server-only";
import { authorize } from "@/lib/auth/authorize";
import type { RequestContext } from "@/lib/telemetry/context";
import { type DashboardList, type DashboardView, viewDashboard } from "./dashboard-view";
import { kpiPanels } from "./kpi-panels";
import { dashboardsFor, getDashboard } from "./registry";

/** The boards the actor's role may open. */
export function listDashboardViews(ctx: RequestContext): DashboardList {
  return dashboardsFor(ctx.actor).map(({ id, title, guideTitle, description }) => ({
    id,
    title,
    guideTitle,
    description,
  }));
}

/** One board without its query texts. Throws not_found, unauthenticated or forbidden. */
export function getDashboardView(ctx: RequestContext, id: string): DashboardView {
  const dashboard = getDashboard(id);
  authorize(ctx.actor, dashboard.permission);
  return viewDashboard(dashboard, kpiPanels());
}
