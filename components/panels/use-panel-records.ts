"use client";

import { skipToken, useQueries } from "@tanstack/react-query";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { type BoardScope, panelKey } from "./panel-keys";

/** What is known of several panels, by panel id. As usePanelRecord. */
export function usePanelRecords(
  scope: BoardScope,
  panels: readonly PanelView[],
  seeds: ReadonlyMap<string, PanelRecord>,
): ReadonlyMap<string, PanelRecord> {
  const answers = useQueries({
    queries: panels.map(({ id }) => ({
      queryKey: panelKey(scope, id),
      queryFn: skipToken,
      initialData: seeds.get(id),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return new Map(panels.map(({ id }, i) => [id, (answers[i]?.data as PanelRecord | undefined) ?? EMPTY_RECORD]));
}
