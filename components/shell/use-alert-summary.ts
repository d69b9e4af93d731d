"use client";

import { useQuery } from "@tanstack/react-query";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";

const schema = () => import("@/lib/alerts/summary-view").then((module) => module.alertSummarySchema);
const POLL_MS = 15_000;

/** How many alerts are open and unowned; asked anew each 15 seconds, and when an alert is acknowledged here. */
export function useAlertSummary() {
  return useQuery({
    queryKey: ["alerts", "summary"],
    queryFn: ({ signal }) => apiGet("/api/alerts/summary", schema, signal, AUTOMATIC),
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
  });
}
