/** The same text for the same set of labels, whatever their order. Labels are data: "__proto__" is a name like any other. */
export function seriesKey(labels: Record<string, string>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
