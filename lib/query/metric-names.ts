/** What looks like a metric's name but is the language's own (https://prometheus.io/docs/prometheus/latest/querying/). */
const WORDS = new Set(["and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end", "atan2"]);
const CLAUSE = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)?/gi;
const GROUPING = new Set(["by", "without", "on", "ignoring", "group_left", "group_right"]);

/** The names of the series a PromQL expression reads. Selectors without a name ({job="x"}) have none. */
export function metricNames(expr: string): string[] {
  const bare = expr
    .replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?/g, '""')
    .replace(/\{[^}]*\}?/g, "{}")
    .replace(/\[[^\]]*\]?/g, "")
    .replace(CLAUSE, " ")
    .replace(/\$\w+/g, "");
  const names = new Set<string>();
  for (const match of bare.matchAll(/(?<![\w:.])([a-zA-Z_:][\w:]*)(\s*\()?/g)) {
    const [, word = "", call] = match;
    if (!call && !WORDS.has(word.toLowerCase()) && !GROUPING.has(word.toLowerCase())) names.add(word);
  }
  return [...names];
}
