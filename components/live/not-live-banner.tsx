"use client";

import { Banner } from "@/components/ui/banner";
import { formatInstant } from "@/lib/time/format-time";
import { useLive } from "./use-live";

/** On every page, above everything: nothing on it may be taken for the present. */
export function NotLiveBanner() {
  const { state, spokeAt } = useLive();
  if (state !== "silent") return null;
  return (
    <Banner tone="fail" title={`Not live since ${formatInstant(spokeAt, "UTC", "minute")} UTC.`}>
      The portal does not answer; what is shown may be over, and what has begun since is missing.
    </Banner>
  );
}
