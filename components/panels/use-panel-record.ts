"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { type BoardScope, panelKey } from "./panel-keys";

/** What is known of a panel; `seed` came with the page. The stream writes, this only listens. */
export function usePanelRecord(scope: BoardScope, panelId: string, seed: PanelRecord | undefined): PanelRecord {
  const { data } = useQuery<PanelRecord>({
    queryKey: panelKey(scope, panelId),
    queryFn: skipToken,
    initialData: seed,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? EMPTY_RECORD;
}
