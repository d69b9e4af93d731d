const KEYWORDS = new Set(["and", "or", "unless", "bool", "by", "without", "on", "ignoring", "inf", "nan", "offset"]);
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi;
const SELECTOR = /\{(?:[^}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\}/g;

/** The names of the series an expression reads, in order, each once. */
export function metricsOf(expr) {
  const bare = expr
    .replace(SELECTOR, "")
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "")
    .replace(GROUPING, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\boffset\s+\w+/gi, "");
  const names = [...bare.matchAll(/[a-zA-Z_:][\w:]*/g)]
    .filter(
      ({ 0: name, index }) => !/^\s*\(/.test(bare.slice(index + name.length)) && !/[\d.]$/.test(bare.slice(0, index)),
    )
    .map(([name]) => name)
    .filter((name) => !KEYWORDS.has(name.toLowerCase()));
  return [...new Set(names)];
}

/** The expression with every recorded series replaced by what is recorded there. `recordings`: Map of name to expression. */
export function resolve(expr, recordings, depth = 0) {
  const names = metricsOf(expr).filter((name) => recordings.has(name));
  if (names.length === 0 || depth > 5) return expr;
  let text = expr;
  for (const name of names)
    text = text.replace(
      new RegExp(`(?<![\\w:])${name}(?![\\w:])(?:\\{[^}]*\\})?`, "g"),
      () => `(${recordings.get(name)})`,
    );
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
