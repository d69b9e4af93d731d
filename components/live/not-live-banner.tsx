"use client";

import { usePageZone } from "@/components/shell/use-page-zone";
import { Banner } from "@/components/ui/banner";
import { formatInstant, zoneLabel } from "@/lib/time/format-time";
import { useLive } from "./use-live";

/** On every page, above everything: nothing on it may be taken for the present. */
export function NotLiveBanner() {
  const { state, spokeAt } = useLive();
  const zone = usePageZone();
  if (state !== "silent") return null;
  return (
    <Banner tone="fail" title={`Not live since ${formatInstant(spokeAt, zone, "minute")} ${zoneLabel(spokeAt, zone)}.`}>
      The portal does not answer; what is shown may be over, and what has begun since is missing.
    </Banner>
  );
}
