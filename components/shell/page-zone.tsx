"use client";

import { validZone } from "@/lib/time/valid-zone";
import { useSearchState } from "./use-search-state";
import { ZonePicker } from "./zone-picker";

/** The zone of a page's times, from its address. */
export function usePageZone(): string {
  return validZone(useSearchState().search.get("zone"));
}

/** The present and the zone of a page's times; into its PageBar. */
export function PageZone({ onHelp }: { onHelp?: () => void }) {
  const { change } = useSearchState();
  const zone = usePageZone();
  return <ZonePicker zone={zone} onChange={(next) => change({ zone: next === "UTC" ? null : next })} onHelp={onHelp} />;
}
