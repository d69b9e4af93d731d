/** The sections of a classic Fluent Bit file: { kind, get(key), keys }. Throws for a line that Fluent Bit would refuse. */
export function sectionsOf(text) {
  const sections = [];
  for (const line of text.split("\n").filter((one) => one.trim() && !one.startsWith("#"))) {
    const [, kind] = /^\[([A-Z]+)\]$/.exec(line) ?? [];
    const [, key, value] = /^ {4}(\S+)\s+(\S.*)$/.exec(line) ?? [];
    if (kind) sections.push({ kind, entries: new Map() });
    else if (key && sections.length > 0) sections.at(-1).entries.set(key.toLowerCase(), value);
    else throw new Error(`no section and no entry: ${line}`);
  }
  return sections.map(({ kind, entries }) => ({ kind, get: (key) => entries.get(key), keys: [...entries.keys()] }));
}
