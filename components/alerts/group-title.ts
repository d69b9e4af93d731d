import { EPISODE_GROUPS } from "@/lib/alerts/episode-group";
import type { Grouping } from "@/lib/alerts/list-order";

/** The heading of a group. Keys of alerts, severities and teams are the source's own words. */
export function groupTitle(grouping: Grouping, key: string): string {
  switch (grouping) {
    case "need":
      return EPISODE_GROUPS.find(({ id }) => id === key)?.title ?? key;
    case "severity":
      return `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
    case "team":
      return key || "No team";
    case "alertname":
      return key;
  }
}
