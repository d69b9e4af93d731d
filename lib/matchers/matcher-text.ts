import { type Matcher, operatorOf } from "./matcher";

const BARE_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** `severity="critical"`: how Alertmanager reads a matcher and how people write one. */
export function matcherText(matcher: Matcher): string {
  const name = BARE_NAME.test(matcher.name) ? matcher.name : quoted(matcher.name);
  return `${name}${operatorOf(matcher)}${quoted(matcher.value)}`;
}

/** The escapes that every version's parser knows; all else stands for itself. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
