import type { SyntaxNode, Tree } from "@lezer/common";
import { stringValue } from "./string-value";

/** A quoted text of a query, with the label that is compared to it; null where it stands elsewhere. */
export interface QueryText {
  label: string | null;
  value: string;
}

/** Every quoted text of a query, its escapes resolved: what it says, not how it is written. */
export function queryTexts(tree: Tree, text: string): QueryText[] {
  const texts: QueryText[] = [];
  tree.iterate({
    enter({ name, node }) {
      if (name !== "StringLiteral") return;
      texts.push({ label: labelOf(node.parent, text), value: said(node, text) });
    },
  });
  return texts;
}

function labelOf(matcher: SyntaxNode | null, text: string): string | null {
  const plain = matcher?.getChild("LabelName");
  if (plain) return text.slice(plain.from, plain.to);
  const quoted = matcher?.getChild("QuotedLabelName")?.getChild("StringLiteral");
  return quoted ? said(quoted, text) : null;
}

function said({ from, to }: SyntaxNode, text: string): string {
  const literal = text.slice(from, to);
  return stringValue(literal) ?? literal;
}
