import { anyWord } from "./find-keyed";
import { redactText, type TextRedaction } from "./redact-text";

const REDACTED = /^(?:‹[A-Z0-9]{2,10}:[A-Za-z0-9-]{1,24}›|\[[A-Za-z_]+\]|)$/;

/** A text under a key of an object: `name` is the class that the key gives all of it, if it gives one. */
export function redactLeaf(text: string, redaction: TextRedaction, key?: string, name?: string): string {
  if (name !== undefined) return REDACTED.test(text) ? text : redaction.token(name, text);
  const prefix = key === undefined ? null : prefixOf(key);
  if (prefix === null) return redactText(text, redaction);
  const redacted = redactText(`${prefix}${text}"`, redaction);
  // Something of the key itself went: then the two are looked at one by one.
  return redacted.startsWith(prefix) && redacted.endsWith('"')
    ? redacted.slice(prefix.length, -1)
    : redactText(text, redaction);
}

const prefixes = new Map<string, string | null>();
const MAX_PREFIXES = 2_000;

/** A key that gives its value away stands before it as in a log line; null for all others. */
export function prefixOf(key: string): string | null {
  const known = prefixes.get(key);
  if (known !== undefined) return known;
  const words = key.slice(0, 100).replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_");
  anyWord.lastIndex = 0;
  const prefix = anyWord.test(words) ? `${words}="` : null;
  if (prefixes.size >= MAX_PREFIXES) prefixes.clear();
  prefixes.set(key, prefix);
  return prefix;
}
