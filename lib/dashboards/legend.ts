const PLACEHOLDER = /\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}/g;

/** The name of a series: the legend with {{label}} filled in, else its labels. Label values are plain text. */
export function legendOf(legend: string, labels: Readonly<Record<string, string>>, fallback: string): string {
  if (legend !== "")
    return legend.replace(PLACEHOLDER, (_, name: string) =>
      Object.hasOwn(labels, name) ? (labels[name] as string) : "–",
    );
  const text = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return text.join(", ") || fallback;
}
