const MAX_NAME = 120;

/** A series as PromQL writes it: `up{job="api"}`; one without labels by the query that made it. */
export function seriesName(labels: Readonly<Record<string, string>>, query: string): string {
  const pairs = Object.entries(labels).filter(([name]) => name !== "__name__");
  const matchers = pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ");
  const metric = Object.hasOwn(labels, "__name__") ? labels.__name__ : "";
  if (matchers !== "") return `${metric}{${matchers}}`;
  return metric || query.replace(/\s+/g, " ").trim().slice(0, MAX_NAME);
}
