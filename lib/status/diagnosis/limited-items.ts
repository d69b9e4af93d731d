const MAX_ITEMS = 20;

/** As many lines as one reads; how many there are besides is said in the last. */
export function limitedItems(items: readonly string[]): string[] {
  return items.length <= MAX_ITEMS
    ? [...items]
    : [...items.slice(0, MAX_ITEMS), `and ${items.length - MAX_ITEMS} more`];
}
