const MAX_ENTRIES = 500;
const MAX_NAME = 1_024;
const MAX_VALUE = 16_384;
/** Of all names and values together: a list of hundreds of alerts is sent to every browser. */
const MAX_TOTAL = 65_536;

export type TextMap = Record<string, string>;

/** Text that PostgreSQL and canonical JSON can hold: NUL and lone surrogates become U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/**
 * Labels or annotations as plain text pairs. Numbers and booleans of third-party senders become text, empty values
 * mean "no such label" (as in Prometheus). Null for anything that is not a flat map of bounded size.
 */
export function readTextMap(value: unknown): TextMap | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const names = Object.keys(value);
  if (names.length > MAX_ENTRIES) return null;
  const given = value as Record<string, unknown>;
  // Almost all need no cleaning, and come in thousands.
  if (names.every((name) => name.length <= MAX_NAME && isStored(name) && isCleanValue(given[name])))
    return bounded(given as TextMap);
  const pairs: [string, string][] = [];
  for (const name of names) {
    const raw = given[name];
    if (raw === null || raw === "") continue;
    if (typeof raw === "object" || typeof raw === "function") return null;
    const text = storableText(String(raw));
    if (name.length > MAX_NAME || text.length > MAX_VALUE) return null;
    pairs.push([storableText(name), text]);
  }
  // fromEntries defines own members, so a label called "__proto__" is data like any other.
  return bounded(Object.fromEntries(pairs));
}

function bounded(map: TextMap): TextMap | null {
  let total = 0;
  for (const name of Object.keys(map)) total += name.length + map[name]!.length;
  return total <= MAX_TOTAL ? map : null;
}

function isCleanValue(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= MAX_VALUE && isStored(value);
}

function isStored(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}
