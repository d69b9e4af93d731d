import "server-only";
import { type Actor, actorHas } from "@/lib/auth/actor";
import { PortalError } from "@/lib/errors";
import business from "./definitions/business.json";
import executive from "./definitions/executive.json";
import operations from "./definitions/operations.json";
import security from "./definitions/security.json";
import { kpiPanels } from "./kpi-panels";
import { type Dashboard, dashboardSchema, type Panel } from "./model";

const dashboards: ReadonlyMap<string, Dashboard> = new Map(
  [executive, operations, security, business].map((definition) => {
    const dashboard = dashboardSchema.parse(definition);
    return [dashboard.id, dashboard];
  }),
);

export function listDashboards(): Dashboard[] {
  return [...dashboards.values()];
}

/** The boards the actor may open, in the order of the navigation. */
export function dashboardsFor(actor: Actor): Dashboard[] {
  return listDashboards().filter((dashboard) => actorHas(actor, dashboard.permission));
}

/** Throws not_found. */
export function getDashboard(id: string): Dashboard {
  const dashboard = dashboards.get(id);
  if (!dashboard) throw new PortalError("not_found", "There is no such dashboard.");
  return dashboard;
}

/** A panel of the board, or an indicator of its strip ("kpi-<id>"). Throws not_found. */
export function getPanel(dashboard: Dashboard, panelId: string): Panel {
  const panels = dashboard.kpiStrip ? [...dashboard.panels, ...kpiPanels()] : dashboard.panels;
  const panel = panels.find(({ id }) => id === panelId);
  if (!panel) throw new PortalError("not_found", "There is no such panel on this dashboard.");
  return panel;
}
