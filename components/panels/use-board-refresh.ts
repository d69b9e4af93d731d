"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useAutoRefresh } from "@/components/shell/use-auto-refresh";
import type { PanelRecord } from "@/lib/frames/panel-record";
import { type BoardScope, panelKey } from "./panel-keys";
import { usePanelStream } from "./use-panel-stream";
import { useAppearance, visiblePanels } from "./use-visible-panels";

interface BoardRefreshOptions {
  scope: BoardScope;
  ids: readonly string[];
  /** When every panel came with the page (epoch ms); undefined when some did not. */
  seededAt: number | undefined;
}

/**
 * The stream for the panels on screen. A panel without an answer yet is always asked for; one that was off screen
 * during a refresh catches up when it comes near.
 */
export function useBoardRefresh({ scope, ids, seededAt }: BoardRefreshOptions) {
  const client = useQueryClient();
  const recordOf = useCallback((id: string) => client.getQueryData<PanelRecord>(panelKey(scope, id)), [client, scope]);
  const stream = usePanelStream({
    scope,
    wanted: () => visiblePanels(ids, (id) => !recordOf(id)?.good),
    seededAt,
  });
  useAutoRefresh(stream.refreshNow);
  useAppearance(ids, (id) => {
    const record = recordOf(id);
    const missed = record?.good && record.goodAt < stream.startedAt;
    if (missed && !stream.isFetching) stream.refreshNow();
  });
  return stream;
}
