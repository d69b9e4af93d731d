const MAX_ITEMS = 20;

/** As many lines as one reads, each once; how many there are besides is said in the last. */
export function limitedItems(items: readonly string[]): string[] {
  const lines = [...new Set(items)];
  return lines.length <= MAX_ITEMS ? lines : [...lines.slice(0, MAX_ITEMS), `and ${lines.length - MAX_ITEMS} more`];
}
