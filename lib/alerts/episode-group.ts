import type { EpisodeView } from "./episode-view";

/** The sections of the alert list, in the order a human needs them; the position is the sort key of the list. */
export const EPISODE_GROUPS = [
  { id: "critical-unowned", title: "Critical, no owner" },
  { id: "critical-owned", title: "Critical, owned" },
  { id: "warning", title: "Warning, firing" },
  { id: "other", title: "Other, firing" },
  { id: "silenced", title: "Silenced" },
  { id: "inhibited", title: "Inhibited" },
  { id: "muted", title: "Muted by time" },
  { id: "resolved", title: "Recently resolved" },
] as const;
export type EpisodeGroup = (typeof EPISODE_GROUPS)[number]["id"];

type Grouped = Pick<EpisodeView, "state" | "severity" | "silencedBy" | "inhibitedBy" | "mutedBy">;

/** Which section an episode stands in; the same rule as NEED_RANK of list-order-sql, which sorts by it. */
export function groupOf(episode: Grouped): EpisodeGroup {
  if (episode.state === "resolved") return "resolved";
  if (episode.silencedBy.length > 0) return "silenced";
  if (episode.inhibitedBy.length > 0) return "inhibited";
  if (episode.mutedBy.length > 0) return "muted";
  if (episode.severity === "critical") return episode.state === "firing" ? "critical-unowned" : "critical-owned";
  return episode.severity === "warning" ? "warning" : "other";
}

/** Whether it burns and nobody has it: what a person is asked to take. What is held back needs nobody now. */
export function needsOwner(episode: Grouped): boolean {
  if (episode.state !== "firing") return false;
  return episode.silencedBy.length + episode.inhibitedBy.length + episode.mutedBy.length === 0;
}
