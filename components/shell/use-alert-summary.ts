"use client";

import { useQuery } from "@tanstack/react-query";
import { livePollMs } from "@/components/live/live-poll-ms";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";

const schema = () => import("@/lib/alerts/summary-view").then((module) => module.alertSummarySchema);
/** What came with the page is of now. */
const FRESH_MS = 5_000;

/** How many alerts are open and unowned, and whether the source can be believed: as live as the stream. */
export function useAlertSummary() {
  return useQuery({
    queryKey: ["alerts", "summary"],
    queryFn: ({ signal }) => apiGet("/api/alerts/summary", schema, signal, AUTOMATIC),
    staleTime: FRESH_MS,
    refetchInterval: livePollMs,
  });
}
