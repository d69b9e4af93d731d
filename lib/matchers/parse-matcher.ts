import { type Matcher, matcherSchema } from "./matcher";

const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*|"(?:[^"\\]|\\.)*")\s*(=~|!~|!=|=)\s*([\s\S]*)$/;
const QUOTED = /^"(?:[^"\\]|\\[\s\S])*"$/;

/** A matcher from its text; quotes round the value may be left out. Null when it is none. */
export function parseMatcher(text: string): Matcher | null {
  const [, name = "", operator = "", value = ""] = MATCHER.exec(text) ?? [];
  const parsed = matcherSchema.safeParse({
    name: unquoted(name),
    value: unquoted(value.trim()),
    isRegex: operator.endsWith("~"),
    isEqual: operator.startsWith("="),
  });
  return parsed.success ? parsed.data : null;
}

function unquoted(text: string): string {
  if (!QUOTED.test(text)) return text;
  return text.slice(1, -1).replace(/\\([\\"n])/g, (_whole, escaped) => (escaped === "n" ? "\n" : escaped));
}
