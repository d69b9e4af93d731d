import type { OpenAlertsView } from "./use-open-alerts";

/** "3 alerts open, 1 without an owner"; unknown when the list cannot be read or believed. */
export function alertWords({ list, failed }: OpenAlertsView): string {
  if (failed || !list || list.summary.source.silent !== null) return "Alerts unknown";
  const { open, unowned } = list.summary;
  if (open === 0) return "No alerts open";
  const owners = unowned === 0 ? "all owned" : `${unowned} without an owner`;
  return `${open} ${open === 1 ? "alert" : "alerts"} open, ${owners}`;
}
