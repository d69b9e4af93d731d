import type { SyntaxNode } from "@lezer/common";
import { SAMPLE_NAMES } from "./sample-names";
import { stringValue } from "./string-value";

const FLAGS_AND_GROUPS = /^(?:\^|\(\?[a-z]+\)|\(\?:|\()+/;
/** The characters it begins with, all of which must be there. */
const BEGINNING = /^(?:(?:[A-Za-z0-9_:/-]|\\[^A-Za-z0-9])(?![?*{]))+/;
/** A group that may be absent, so that what it begins with says nothing. */
const OPTIONAL_GROUP = /\)[?*{]/;

/**
 * Whether a selector (VectorSelector) asks for something in particular: a metric by name, a label by its value, or by
 * a pattern each of whose alternatives begins with given characters, as less than half of all names do.
 * `{__name__=~".+"}` asks for all there is, and so does `{__name__=~"a.*|b.*|…|z.*"}`.
 */
export function isNarrow(selector: SyntaxNode, text: string): boolean {
  if (selector.getChild("Identifier")) return true;
  const matchers = selector.getChild("LabelMatchers");
  for (let node = matchers?.firstChild ?? null; node; node = node.nextSibling) if (narrows(node, text)) return true;
  return false;
}

function narrows(matcher: SyntaxNode, text: string): boolean {
  // A name in quotes with nothing to compare it to is the metric's.
  if (matcher.name === "QuotedLabelName") return valueIn(matcher, text) !== "";
  const operator = matcher.getChild("MatchOp")?.firstChild?.name;
  const value = valueIn(matcher, text);
  if (operator === "EqlSingle") return value !== "";
  return operator === "EqlRegex" && patternNarrows(value);
}

/**
 * The pattern is not run, as an engine that goes back would take for ever over some: what follows its beginnings is
 * taken for anything, and a case for both.
 */
function patternNarrows(pattern: string): boolean {
  if (OPTIONAL_GROUP.test(pattern)) return false;
  const beginnings = pattern.split("|").map((part) => {
    const [beginning = ""] = BEGINNING.exec(part.replace(FLAGS_AND_GROUPS, "")) ?? [];
    return beginning.replace(/\\(.)/gsu, "$1").toLowerCase();
  });
  if (beginnings.includes("")) return false;
  const begun = (name: string) => beginnings.some((beginning) => name.toLowerCase().startsWith(beginning));
  return SAMPLE_NAMES.every((names) => names.filter(begun).length < names.length / 2);
}

function valueIn(node: SyntaxNode, text: string): string {
  const literal = node.getChild("StringLiteral");
  return (literal && stringValue(text.slice(literal.from, literal.to))) ?? "";
}
