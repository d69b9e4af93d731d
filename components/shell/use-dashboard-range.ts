"use client";

import { useMemo } from "react";
import { parseRange } from "@/lib/time/range";
import { allowedRefresh } from "@/lib/time/refresh-interval";
import { isPast } from "@/lib/time/shift-range";
import { validZone } from "@/lib/time/valid-zone";
import { useRangeDefaults } from "./range-defaults";
import { useRefreshClock } from "./refresh-clock";
import { useSearchState } from "./use-search-state";

export interface DashboardRange {
  /** As in the URL ("now-24h", an ISO instant): relative ranges stay relative. */
  from: string;
  to: string;
  /** IANA zone or "UTC". */
  zone: string;
  /** 0: off, by choice or because the range lies in the past. */
  refreshSeconds: number;
  paused: boolean;
  /** Goes up by one with each refresh. */
  tick: number;
  /** What the URL asked for and could not have; null when all is well. */
  problem: string | null;
  /** The range ends at a fixed moment in the past, so nothing is refreshed. */
  past: boolean;
}

/** The dashboard's range, zone and refresh, all from the URL. What the URL has wrong falls back to the defaults. */
export function useDashboardRange(): DashboardRange {
  const { search } = useSearchState();
  const defaults = useRangeDefaults();
  const { tick, paused } = useRefreshClock();
  const text = search.toString();
  const settled = useMemo(() => {
    const asked = new URLSearchParams(text);
    const zone = validZone(asked.get("zone"));
    const edges = { from: asked.get("from") ?? defaults.from, to: asked.get("to") ?? defaults.to };
    const problem = problemOf(edges, zone) ?? (asked.has("zone") && asked.get("zone") !== zone ? ZONE_PROBLEM : null);
    const range = problemOf(edges, zone) ? { from: defaults.from, to: defaults.to } : edges;
    const past = isPast(range, Date.now());
    const refreshSeconds = past ? 0 : allowedRefresh(asked.get("refresh"), defaults.refreshSeconds);
    return { ...range, zone, refreshSeconds, problem, past };
  }, [text, defaults]);
  return useMemo(() => ({ ...settled, tick, paused }), [settled, tick, paused]);
}

const ZONE_PROBLEM = "The time zone in the address is not known; UTC is shown.";

function problemOf(edges: { from: string; to: string }, zone: string): string | null {
  try {
    parseRange({ ...edges, zone }, Date.now());
    return null;
  } catch (error) {
    return `The range in the address was not used. ${error instanceof Error ? error.message : ""}`;
  }
}
