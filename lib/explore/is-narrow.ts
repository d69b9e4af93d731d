import type { SyntaxNode } from "@lezer/common";
import { stringValue } from "./string-value";

const FLAGS_AND_GROUPS = /^(?:\^|\(\?[a-z]+\)|\(\?:|\()+/;
/** Begins with a character that must be there. */
const BEGINS_LITERALLY = /^(?:[A-Za-z0-9_:/-]|\\[^A-Za-z0-9])(?![?*{])/;
/** A group that may be absent, so that what it begins with says nothing. */
const OPTIONAL_GROUP = /\)[?*{]/;

/**
 * Whether a selector (VectorSelector) asks for something in particular: a metric by name, a label by its value, or by
 * a pattern each of whose alternatives begins with a given character. `{__name__=~".+"}` asks for all there is.
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
  return operator === "EqlRegex" && beginsLiterally(value);
}

function beginsLiterally(pattern: string): boolean {
  if (OPTIONAL_GROUP.test(pattern)) return false;
  return pattern.split("|").every((part) => BEGINS_LITERALLY.test(part.replace(FLAGS_AND_GROUPS, "")));
}

function valueIn(node: SyntaxNode, text: string): string {
  const literal = node.getChild("StringLiteral");
  return (literal && stringValue(text.slice(literal.from, literal.to))) ?? "";
}
