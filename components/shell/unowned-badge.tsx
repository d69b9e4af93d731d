"use client";

import { Badge } from "@/components/ui/badge";
import { useAlertSummary } from "./use-alert-summary";
import { ZonedLink } from "./zoned-link";

/** In the top bar of a phone, on every page: critical alerts that nobody has taken. */
export function UnownedBadge() {
  const { data } = useAlertSummary();
  if (!data || data.unownedCritical === 0) return null;
  return (
    <ZonedLink className="unowned" href="/alerts">
      <Badge tone="critical">{data.unownedCritical} unowned</Badge>
    </ZonedLink>
  );
}
