import { queryOptions } from "@tanstack/react-query";
import { livePollMs } from "@/components/live/live-poll-ms";
import type { Handover } from "@/lib/alerts/handover-view";
import type { EpisodeList } from "@/lib/alerts/list-view";
import type { EpisodeDetail } from "@/lib/alerts/timeline-view";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";

const listSchema = () => import("@/lib/alerts/list-view").then((module) => module.episodeListSchema);
const detailSchema = () => import("@/lib/alerts/timeline-view").then((module) => module.episodeDetailSchema);
const ruleSchema = () => import("@/lib/alerts/rule-chart-view").then((module) => module.ruleChartSchema);
const handoverSchema = () => import("@/lib/alerts/handover-view").then((module) => module.handoverSchema);
const CHART_POLL_MS = 60_000;
/** What came with the page is of now: the stream's first word reads it anew, not the page's first drawing. */
const FRESH_MS = 5_000;

/** Everything that an acknowledgement changes lies under this key. */
export const ALERTS_KEY = ["alerts"] as const;

/** The list for these search parameters of the page, which are those of the API. */
export function alertListQuery(search: string, initialData?: EpisodeList) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, "list", search],
    queryFn: ({ signal }) => apiGet(`/api/alerts?${search}`, listSchema, signal, AUTOMATIC),
    refetchInterval: livePollMs,
    staleTime: FRESH_MS,
    initialData,
  });
}

export function alertDetailQuery(episodeId: string, initialData?: EpisodeDetail) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, "episode", episodeId],
    queryFn: ({ signal }) => apiGet(`/api/alerts/${episodeId}`, detailSchema, signal, AUTOMATIC),
    refetchInterval: livePollMs,
    initialData,
  });
}

/** What the alert's rule watched, drawn at this width; kept up to date while the alert is open. */
export function ruleChartQuery(episodeId: string, width: number, open: boolean) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, "rule", episodeId, width],
    queryFn: ({ signal }) => apiGet(`/api/alerts/${episodeId}/rule?width=${width}`, ruleSchema, signal, AUTOMATIC),
    refetchInterval: open ? CHART_POLL_MS : false,
    staleTime: CHART_POLL_MS,
    enabled: width > 0,
  });
}

export function handoverQuery(initialData: Handover) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, "handover"],
    queryFn: ({ signal }) => apiGet("/api/alerts/handover", handoverSchema, signal, AUTOMATIC),
    refetchInterval: livePollMs,
    initialData,
  });
}
