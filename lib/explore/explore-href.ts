import type { RangeEdges } from "@/lib/time/range-presets";

/** The page that runs this query. */
export function exploreHref(query: string, more: Partial<RangeEdges> & { datasource?: string } = {}): string {
  return `/explore?${new URLSearchParams({ expr: query, ...more })}`;
}
