import { queryOptions } from "@tanstack/react-query";
import { AUTOMATIC, apiGet, apiSend } from "@/lib/http/api-client";
import type { Matcher } from "@/lib/matchers/matcher";
import type { SilenceDetail, SilenceList } from "@/lib/silences/silence-view";

const viewSchemas = () => import("@/lib/silences/silence-view");
const listSchema = () => viewSchemas().then((module) => module.silenceListSchema);
const detailSchema = () => viewSchemas().then((module) => module.silenceDetailSchema);
const previewSchema = () => import("@/lib/silences/preview-view").then((module) => module.silencePreviewSchema);

const POLL_MS = 10_000;

/** Everything that a change of a silence touches lies under this key. */
export const SILENCES_KEY = ["silences"] as const;

export function silenceListQuery(initialData?: SilenceList) {
  return queryOptions({
    queryKey: [...SILENCES_KEY, "list"],
    queryFn: ({ signal }) => apiGet("/api/silences", listSchema, signal, AUTOMATIC),
    refetchInterval: POLL_MS,
    initialData,
  });
}

export function silenceDetailQuery(silenceId: string, initialData?: SilenceDetail) {
  return queryOptions({
    queryKey: [...SILENCES_KEY, "one", silenceId],
    queryFn: ({ signal }) => apiGet(`/api/silences/${silenceId}`, detailSchema, signal, AUTOMATIC),
    refetchInterval: POLL_MS,
    initialData,
  });
}

/** What these matchers hit now; asked anew while the form is open, for alerts come and go. */
export function silencePreviewQuery(matchers: readonly Matcher[], alertmanager: string | null) {
  const body = { matchers, ...(alertmanager === null ? {} : { alertmanager }) };
  return queryOptions({
    queryKey: [...SILENCES_KEY, "preview", body],
    queryFn: () => apiSend("POST", "/api/silences/preview", body, previewSchema, AUTOMATIC),
    enabled: matchers.length > 0,
    refetchInterval: POLL_MS,
    retry: false,
  });
}
