import { matcherText } from "./matcher-text";

/** The page that makes a silence, filled in for alerts with exactly these labels. */
export function newSilenceHref(labels: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(labels))
    search.append("matcher", matcherText({ name, value, isRegex: false, isEqual: true }));
  return search.size > 0 ? `/silences/new?${search}` : "/silences/new";
}
