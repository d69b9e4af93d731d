"use client";

import { useMemo } from "react";
import { useDashboardRange } from "@/components/shell/use-dashboard-range";
import { useSearchState } from "@/components/shell/use-search-state";
import { readVariables } from "@/lib/dashboards/board-query";
import type { DashboardView } from "@/lib/dashboards/dashboard-view";
import type { BoardScope } from "./panel-keys";

/** Range, zone and variables as the address has them. The same object as long as they are the same. */
export function useBoardScope(dashboard: DashboardView): BoardScope {
  const { from, to, zone } = useDashboardRange();
  const { search } = useSearchState();
  const text = search.toString();
  return useMemo(
    () => ({
      dashboardId: dashboard.id,
      from,
      to,
      zone,
      variables: readVariables(dashboard, (name) => new URLSearchParams(text).get(name)),
    }),
    [dashboard, from, to, zone, text],
  );
}
