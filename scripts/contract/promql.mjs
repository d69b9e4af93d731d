import { metricNames } from "../../lib/query/metric-names";

const SERIES = /(?<![\w:])([a-zA-Z_:][\w:]*)(?:\{[^{}]*\})?/g;

/** The expression with every recorded series replaced by what is recorded there. `recordings`: Map of name to expression. */
export function resolve(expr, recordings, depth = 0) {
  const names = metricNames(expr).filter((name) => recordings.has(name));
  if (names.length === 0 || depth > 5) return expr;
  const text = expr.replace(SERIES, (whole, name) => (names.includes(name) ? `(${recordings.get(name)})` : whole));
  return resolve(text, recordings, depth + 1);
}

/** What stands between the bracket at `open` and its partner. */
export function within(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}
