import type { EpisodeView } from "./episode-view";

/** Labels that other columns show, or that say the same of every alert. */
const COMMON_LABELS = new Set(["alertname", "severity", "team", "service", "job", "compliance", "prometheus"]);
const MAX_LABELS = 4;
const MAX_LENGTH = 160;

/** What tells this alert from others of its name: the values of its own labels, else its summary. */
export function episodeSubtitle({ labels, annotations }: Pick<EpisodeView, "labels" | "annotations">): string {
  const own = Object.entries(labels)
    .filter(([name]) => !COMMON_LABELS.has(name))
    .map(([, value]) => value);
  const text = own.length > 0 ? own.slice(0, MAX_LABELS).join(", ") : (annotations.summary ?? "");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1).toWellFormed()}…` : text;
}

/** One sentence of what is wrong: the rule's own words, else its name. */
export function episodeHeadline({ annotations, alertname }: Pick<EpisodeView, "annotations" | "alertname">): string {
  return annotations.description ?? annotations.summary ?? alertname;
}

/** How long it has been open, or was, in ms. */
export function openFor({ startsAt, endsAt, resolvedAt }: EpisodeView, now: number): number {
  const end = resolvedAt === null ? now : Date.parse(endsAt ?? resolvedAt);
  return Math.max(0, end - Date.parse(startsAt));
}
