import type { DashboardQuery } from "@/lib/dashboards/panel-result";

/** What decides a board's answers besides time itself: `now` is never in it, nor are widths, which only choose a step. */
export type BoardScope = Pick<DashboardQuery, "from" | "to" | "zone" | "variables"> & { dashboardId: string };

export function panelKey(scope: BoardScope, panelId: string) {
  return ["panel", scope, panelId] as const;
}

export function streamKey(scope: BoardScope) {
  return ["panel-stream", scope] as const;
}
