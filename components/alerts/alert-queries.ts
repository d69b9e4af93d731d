import { queryOptions } from "@tanstack/react-query";
import { livePollMs } from "@/components/live/live-poll-ms";
import type { EpisodeList } from "@/lib/alerts/list-view";
import type { EpisodeDetail } from "@/lib/alerts/timeline-view";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";

const listSchema = () => import("@/lib/alerts/list-view").then((module) => module.episodeListSchema);
const detailSchema = () => import("@/lib/alerts/timeline-view").then((module) => module.episodeDetailSchema);

/** Everything that an acknowledgement changes lies under this key. */
export const ALERTS_KEY = ["alerts"] as const;

/** The list for these search parameters of the page, which are those of the API. */
export function alertListQuery(search: string, initialData?: EpisodeList) {
  return queryOptions({
    queryKey: [...ALERTS_KEY, "list", search],
    queryFn: ({ signal }) => apiGet(`/api/alerts?${search}`, listSchema, signal, AUTOMATIC),
    refetchInterval: livePollMs,
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
