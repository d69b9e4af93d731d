import { goQuote } from "./go-quote";

/**
 * The key Alertmanager gives a group: the path of the route, a colon, and the labels the route groups by, sorted,
 * without those the alert lacks.
 */
export function groupKeyOf(
  route: string,
  groupBy: readonly string[],
  labels: Readonly<Record<string, string>>,
): string {
  const pairs = [...new Set(groupBy)]
    .filter((name) => Object.hasOwn(labels, name))
    .map((name) => `${name}=${goQuote(labels[name]!)}`)
    .sort((a, b) => (a < b ? -1 : 1));
  return `${route}:{${pairs.join(", ")}}`;
}

/** The same group under another route; null when this is not a group key. */
export function withRoute(groupKey: string, route: string): string | null {
  const end = endOfRoute(groupKey);
  return end === null ? null : route + groupKey.slice(end);
}

/** Where the path of the route ends: at the colon behind its last matchers. Their values are quoted and may hold any. */
function endOfRoute(groupKey: string): number | null {
  let quoted = false;
  for (let index = 0; index < groupKey.length; index++) {
    const character = groupKey[index];
    if (quoted && character === "\\") index++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && groupKey.startsWith("}:{", index)) return index + 1;
  }
  return null;
}
