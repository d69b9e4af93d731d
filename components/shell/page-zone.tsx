"use client";

import { usePageZone } from "./use-page-zone";
import { useSearchState } from "./use-search-state";
import { ZonePicker } from "./zone-picker";

/** The present and the zone of a page's times; into its PageBar. */
export function PageZone({ onHelp }: { onHelp?: () => void }) {
  const { change } = useSearchState();
  const zone = usePageZone();
  return <ZonePicker zone={zone} onChange={(next) => change({ zone: next === "UTC" ? null : next })} onHelp={onHelp} />;
}
