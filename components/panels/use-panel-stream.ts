"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import {
  acceptFailure,
  acceptResult,
  EMPTY_RECORD,
  type PanelFailure,
  type PanelRecord,
} from "@/lib/frames/panel-record";
import { type BoardScope, panelKey, streamKey } from "./panel-keys";
import { StreamError, streamPanels } from "./stream-panels";

/** Failing boards ask again after this, doubling to the longest. */
const RETRY_FIRST_MS = 2000;
const RETRY_LONGEST_MS = 30_000;

export interface WantedPanel {
  id: string;
  /** CSS pixels: it decides how fine the answer is. */
  width: number;
}

interface PanelStreamOptions {
  scope: BoardScope;
  /** Called when a refresh starts: the panels worth asking for now. */
  wanted: () => WantedPanel[];
  /** Answers came with the page, at this time (epoch ms): no need to ask for the first refresh at once. */
  seededAt: number | undefined;
}

/** What a refresh came to. */
interface Refresh {
  failures: number;
  /** Epoch ms. */
  startedAt: number;
}

/**
 * Keeps a board's panels fresh: one request for all wanted panels, each panel updated as its line arrives. Trying again,
 * another range or leaving the board cancels what is under way. Failures are told to the panels at once and retried with back-off,
 * also when automatic refresh is off, so that a board recovers alone.
 */
export function usePanelStream({ scope, wanted, seededAt }: PanelStreamOptions) {
  const client = useQueryClient();
  const byPerson = useRef(false);
  const { refetch, isFetching, data } = useQuery({
    queryKey: streamKey(scope),
    queryFn: ({ signal }) => {
      const automatic = !byPerson.current && client.getQueryData(streamKey(scope)) !== undefined;
      byPerson.current = false;
      return refresh(client, scope, wanted(), { signal, automatic });
    },
    initialData: seededAt === undefined ? undefined : { failures: 0, startedAt: seededAt },
    initialDataUpdatedAt: seededAt,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Without a network the request fails at once, and the panels must hear of it.
    networkMode: "always",
    refetchIntervalInBackground: false,
    refetchInterval: ({ state }) => backOff(state.data),
  });
  /** Starts anew, over what is under way. */
  const retry = useCallback(() => {
    byPerson.current = true;
    void refetch({ cancelRefetch: true });
  }, [refetch]);
  /** Joins what is under way: a source slower than the refresh interval would otherwise never be heard. */
  const refreshNow = useCallback(() => void refetch({ cancelRefetch: false }), [refetch]);
  return { retry, refreshNow, isFetching, startedAt: data?.startedAt ?? 0 };
}

function backOff(last: Refresh | undefined): number | false {
  if (!last || last.failures === 0) return false;
  return Math.min(RETRY_FIRST_MS * 2 ** (last.failures - 1), RETRY_LONGEST_MS);
}

async function refresh(
  client: QueryClient,
  scope: BoardScope,
  wanted: WantedPanel[],
  options: { signal: AbortSignal; automatic: boolean },
): Promise<Refresh> {
  const { dashboardId, ...range } = scope;
  const startedAt = Date.now();
  const asked = new Set(wanted.map(({ id }) => id));
  const update = (id: string, change: (record: PanelRecord) => PanelRecord) =>
    client.setQueryData<PanelRecord>(panelKey(scope, id), (record) => change(record ?? EMPTY_RECORD));
  const onResult = (result: PanelResult) =>
    update(result.panelId, (record) => acceptResult(record, result, Date.now()));
  const failAll = (ids: Iterable<string>, failure: PanelFailure) => {
    for (const id of ids) update(id, (record) => acceptFailure(record, failure, Date.now()));
  };
  try {
    const answered =
      asked.size === 0 ? asked : await streamPanels(dashboardId, { ...range, panels: wanted }, options, onResult);
    for (const id of answered) asked.delete(id);
    failAll(asked, { code: "unreachable", message: "The answer ended before this panel." });
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    failAll(asked, error.failure);
  }
  return { failures: longestFailure(client, scope, wanted), startedAt };
}

/** Attempts of the panel that fails longest: that is how far the back-off has come. */
function longestFailure(client: QueryClient, scope: BoardScope, wanted: WantedPanel[]): number {
  const attempts = wanted.map(({ id }) => client.getQueryData<PanelRecord>(panelKey(scope, id))?.attempts ?? 0);
  return Math.max(0, ...attempts);
}
