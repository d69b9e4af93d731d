"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { useAlertSummary } from "./use-alert-summary";

/** In the top bar of a phone, on every page: critical alerts that nobody has taken. */
export function UnownedBadge() {
  const { data } = useAlertSummary();
  if (!data || data.unownedCritical === 0) return null;
  return (
    <Link className="unowned" href="/alerts" prefetch={false}>
      <Badge tone="critical">{data.unownedCritical} unowned</Badge>
    </Link>
  );
}
