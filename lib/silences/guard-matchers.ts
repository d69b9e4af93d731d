import "server-only";
import type { Matcher } from "@/lib/matchers/matcher";
import { guardFor } from "@/lib/phi/guard";
import { patternWords } from "@/lib/phi/pattern-words";

const guard = guardFor("silence", { queries: "keep" });

/** Matchers without what a person could be known by, to be shown and stored; Alertmanager keeps its own. */
export function guardMatchers(matchers: readonly Matcher[]): Matcher[] {
  return matchers.map((matcher) => {
    const { name, value, isRegex } = matcher;
    const said = isRegex ? patternWords(value) : value;
    const shown = guard.labels({ [name]: said })[name]!;
    return shown === said ? matcher : { ...matcher, value: shown };
  });
}

/** Words of somebody else's silence: its author, its comment. */
export function guardWords(text: string): string {
  return guard.text(text);
}
