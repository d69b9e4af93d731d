"use client";

import { useQuery } from "@tanstack/react-query";
import { alertListQuery } from "@/components/alerts/alert-queries";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { OPEN_ALERTS_SHOWN } from "./open-alerts-shown";

export interface OpenAlertsView {
  list: EpisodeList | undefined;
  failed: boolean;
}

/** Alerts that are open now, whatever the board's range. */
export function useOpenAlerts(seed: EpisodeList | undefined): OpenAlertsView {
  const { data, isError } = useQuery(alertListQuery(`state=open&limit=${OPEN_ALERTS_SHOWN}`, seed));
  return { list: data, failed: isError };
}
