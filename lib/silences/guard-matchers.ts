import "server-only";
import type { Matcher } from "@/lib/matchers/matcher";
import { guardFor } from "@/lib/phi/guard";
import { patternWords } from "@/lib/phi/pattern-words";
import { phiClassOf } from "@/lib/phi/refuse-phi";

const guard = guardFor("silence", { queries: "keep" });

/** Matchers without what a person could be known by, to be shown and stored; Alertmanager keeps its own. */
export function guardMatchers(matchers: readonly Matcher[]): Matcher[] {
  return matchers.map((matcher) => {
    const { name, value, isRegex } = matcher;
    const words = isRegex ? patternWords(value) : value;
    // Of what only its escapes hide, addresses of machines stay.
    const said = words !== value && phiClassOf(words) !== undefined ? words : value;
    return { ...matcher, value: guard.labels({ [name]: said })[name]! };
  });
}

/** Words of somebody else's silence: its author, its comment. */
export function guardWords(text: string): string {
  return guard.text(text);
}
