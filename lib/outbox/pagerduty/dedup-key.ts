import "server-only";
import { createHash } from "node:crypto";
import { fingerprintOf } from "@/lib/alertmanager/identity";
import type { PagerDutySettings } from "../settings";
import { groupKeyOf, withRoute } from "./group-key";

/** What names an alert to the outside. */
export interface NamedAlert {
  /** As the webhook told it; null: only polls have seen the alert. */
  groupKey: string | null;
  labels: Record<string, string>;
}

/**
 * The key of the alert's incident at PagerDuty: what Alertmanager's own integration sends, the SHA-256 of the group's
 * key in hexadecimal. Null while it cannot be known.
 */
export function dedupKey(
  { dedup, route, groupBy }: Pick<PagerDutySettings, "dedup" | "route" | "groupBy">,
  alert: NamedAlert,
): string | null {
  // Of the labels, not the one that came with the alert: a forged one would quieten the incident of another.
  if (dedup === "fingerprint") return fingerprintOf(alert.labels);
  const groupKey = groupKeyAt(route, groupBy, alert);
  return groupKey === null ? null : createHash("sha256").update(groupKey).digest("hex");
}

function groupKeyAt(route: string | null, groupBy: readonly string[], alert: NamedAlert): string | null {
  if (route !== null && groupBy.length > 0) return groupKeyOf(route, groupBy, alert.labels);
  if (alert.groupKey === null || route === null) return alert.groupKey;
  return withRoute(alert.groupKey, route);
}
