import type { Matcher } from "@/lib/matchers/matcher";
import { matcherText } from "@/lib/matchers/matcher-text";

/** The conditions of a silence, all of which must hold; as plain text: anybody may have written them. */
export function MatcherChips({ matchers }: { matchers: readonly Matcher[] }) {
  return (
    <ul className="si-matchers" aria-label="Matchers">
      {matchers.map(matcherText).map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same, and their order is fixed
        <li key={`${index} ${text}`}>{text}</li>
      ))}
    </ul>
  );
}
