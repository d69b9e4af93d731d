/** What of a rule's expression is worth drawing: the quantity it watches, and the limit that quantity is held against. */
export interface RuleShape {
  drawn: string;
  threshold: { operator: Comparison; value: number } | null;
  /** False when the rule has more conditions than the one that is drawn. */
  whole: boolean;
}

export type Comparison = ">" | ">=" | "<" | "<=" | "==" | "!=";

interface Mark {
  at: number;
  end: number;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const FLIPPED: Record<Comparison, Comparison> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!=" };
/** Strings, also one that does not close, and comments as one token; then set operators, comparisons and brackets. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|#[^\n]*|[A-Za-z_:][\w:]*|==|!=|<=|>=|=~|!~|[<>()[\]{}]/g;

/**
 * Takes a PromQL expression apart as far as drawing asks for: the first of several conditions, and of `x > 5` the x,
 * which has values also while the rule does not fire. An expression that is not understood is drawn as it is.
 */
export function ruleShape(expr: string): RuleShape {
  const text = withoutBrackets(expr.trim());
  const { operators, comparisons } = marksOf(text);
  const [operator] = operators;
  if (operator) return { ...ruleShape(text.slice(0, operator.at)), whole: false };
  const [comparison] = comparisons;
  if (!comparison || comparisons.length > 1) return { drawn: text, threshold: null, whole: true };
  const sign = text.slice(comparison.at, comparison.end) as Comparison;
  const left = text.slice(0, comparison.at).trim();
  const right = text.slice(comparison.end).trim();
  if (left === "" || right === "") return { drawn: text, threshold: null, whole: true };
  if (NUMBER.test(right)) return { drawn: left, threshold: { operator: sign, value: Number(right) }, whole: true };
  if (NUMBER.test(left))
    return { drawn: right, threshold: { operator: FLIPPED[sign], value: Number(left) }, whole: true };
  return { drawn: left, threshold: null, whole: true };
}

/** Set operators and comparisons that stand in no bracket. */
function marksOf(text: string): { operators: Mark[]; comparisons: Mark[] } {
  const operators: Mark[] = [];
  const comparisons: Mark[] = [];
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const mark = { at: index, end: index + token.length };
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token)) depth--;
    else if (depth > 0) continue;
    else if (/^(?:and|or|unless)$/i.test(token)) operators.push(mark);
    else if (/^(?:==|!=|<=?|>=?)$/.test(token)) comparisons.push(mark);
  }
  return { operators, comparisons };
}

/** "(a > 5)" is "a > 5"; "(a) > (b)" stays. */
function withoutBrackets(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth === 0 && index < text.length - 1) return text;
  }
  return depth === 0 ? withoutBrackets(text.slice(1, -1).trim()) : text;
}
