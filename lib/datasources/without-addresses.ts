const MAX_READ = 4_000;
const MAX_SHOWN = 500;

const REMOVALS: [RegExp, string][] = [
  [/\barn:aws[\w-]*:[^\s"',)]+/gi, "[resource]"],
  [/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>)]+/gi, "[address]"],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, "$1 [removed]"],
  [/\[[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(?:%\w+)?\](?::\d{1,5})?/gi, "[address]"],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}:?[0-9a-f]{1,4}(?![\w:])(?<=::[0-9a-f:]*)/gi, "[address]"],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/g, "[address]"],
  [/(?<![\w.-])(?=[\d_.-]*[a-z])[\w.-]*[a-z0-9]:\d{2,5}\b/gi, "[address]"],
  [/\b(?:[a-z0-9-]{1,63}\.){2,10}[a-z]{2,24}\b/gi, "[address]"],
  [/\b(lookup )[\w-]{1,63}\b/gi, "$1[address]"],
  [/\b\d{12}\b/g, "[account]"],
];

/**
 * An upstream's own words, fit to be shown: one line of plain text without addresses, host names, ARNs, tokens
 * or the given secrets, cut to 500 characters.
 */
export function withoutAddresses(text: string, secrets: readonly string[] = []): string {
  let words = text.slice(0, MAX_READ);
  for (const secret of secrets) if (secret !== "") words = words.replaceAll(secret, "[removed]");
  for (const [pattern, replacement] of REMOVALS) words = words.replace(pattern, replacement);
  words = words.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return words.length > MAX_SHOWN ? `${words.slice(0, MAX_SHOWN)}…` : words;
}
