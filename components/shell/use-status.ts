"use client";

import { useQuery } from "@tanstack/react-query";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";
import { statusViewSchema } from "@/lib/status/status-view";

const POLL_MS = 15_000;

/** Every leg of the system, asked anew each 15 seconds; the rail and the status page share the answer. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => apiGet("/api/status", statusViewSchema, signal, AUTOMATIC),
    refetchInterval: POLL_MS,
  });
}
