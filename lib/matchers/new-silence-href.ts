import { matcherText } from "./matcher-text";

/** The page that makes a silence, filled in for alerts with exactly these labels. */
export function newSilenceHref(labels: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(labels).sort(nameFirst))
    search.append("matcher", matcherText({ name, value, isRegex: false, isEqual: true }));
  return search.size > 0 ? `/silences/new?${search}` : "/silences/new";
}

/** The alert's name first, as people say it; the database keeps labels in an order of its own. */
function nameFirst([a]: [string, string], [b]: [string, string]): number {
  if (a === "alertname" || b === "alertname") return a === "alertname" ? -1 : 1;
  return a < b ? -1 : 1;
}
