import { type Matcher, type Operator, operatorOf } from "@/lib/matchers/matcher";
import { parseMatcher } from "@/lib/matchers/parse-matcher";

/** A matcher while it is being typed. */
export interface DraftMatcher {
  /** Stays with the row, whatever is typed into it. */
  key: number;
  name: string;
  operator: Operator;
  value: string;
}

let keys = 0;

export function newDraft(matcher?: Matcher): DraftMatcher {
  keys += 1;
  if (!matcher) return { key: keys, name: "", operator: "=", value: "" };
  return { key: keys, name: matcher.name, operator: operatorOf(matcher), value: matcher.value };
}

/** The matchers of the address; what is none of them is left out. One empty row when there are none. */
export function draftsOf(texts: readonly string[]): DraftMatcher[] {
  const drafts = texts.map(parseMatcher).flatMap((matcher) => (matcher ? [newDraft(matcher)] : []));
  return drafts.length > 0 ? drafts : [newDraft()];
}

/** The rows that name a label. */
export function matchersOf(drafts: readonly DraftMatcher[]): Matcher[] {
  return drafts
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, operator, value }) => ({
      name: name.trim(),
      value,
      isRegex: operator.endsWith("~"),
      isEqual: operator.startsWith("="),
    }));
}
