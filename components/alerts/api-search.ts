const API_PARAMETERS = ["state", "suppression", "severity", "team", "q", "mine"];

export const UNFILTERED = "state=all";

/** The page's filters as the API takes them. Where none speaks of the state, what is over is listed too, folded away. */
export function apiSearchOf(search: { get(name: string): string | null }): string {
  const api = new URLSearchParams();
  for (const name of API_PARAMETERS) {
    const value = search.get(name);
    if (value) api.set(name, value);
  }
  if (!api.has("state") && !api.has("suppression") && !api.has("mine")) api.set("state", "all");
  return api.toString();
}
