"use client";

import { useQuery } from "@tanstack/react-query";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";

const schema = () => import("@/lib/status/status-view").then((module) => module.statusViewSchema);
const POLL_MS = 15_000;

/** Every leg of the system, asked anew each 15 seconds; the rail and the status page share the answer. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => apiGet("/api/status", schema, signal, AUTOMATIC),
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
  });
}
