import { matcherText } from "@/lib/matchers/matcher-text";
import type { SilenceView } from "@/lib/silences/silence-view";

/** Those that have every word somewhere in their matchers, reason, author or names of what they hold back. */
export function filterSilences(silences: readonly SilenceView[], text: string): readonly SilenceView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return silences;
  return silences.filter((silence) => {
    const haystack = textOf(silence).toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

function textOf({ id, matchers, reason, author, heldBack, alertmanagers }: SilenceView): string {
  return [id, ...matchers.map(matcherText), reason, author, ...(heldBack?.names ?? []), ...alertmanagers].join("\n");
}
