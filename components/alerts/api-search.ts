import { GROUPINGS, SORTS } from "@/lib/alerts/list-order";

const YES_NO = ["yes", "no"];
const MAX_TEXT = 200;

/** The filters that the page's address may hold, named as the API names them; null: any text. */
const PARAMETERS: Record<string, readonly string[] | null> = {
  state: ["open", "resolved", "all"],
  acknowledged: YES_NO,
  silenced: YES_NO,
  inhibited: YES_NO,
  muted: YES_NO,
  severity: null,
  team: null,
  q: null,
  mine: ["true"],
  group: GROUPINGS,
  sort: SORTS,
};
/** How the list is shown, not what is in it. */
const ORDER = ["group", "sort"];

export const FILTER_NAMES = Object.keys(PARAMETERS).filter((name) => !ORDER.includes(name));
export const UNFILTERED = "state=all";

/**
 * The page's filters as the API takes them; what it would refuse is left out. Where none speaks of the state, what is
 * over is listed too, folded away, unless it would stand among what is open.
 */
export function apiSearchOf(search: { get(name: string): string | null }): string {
  const api = new URLSearchParams();
  for (const [name, allowed] of Object.entries(PARAMETERS)) {
    const value = search.get(name)?.replaceAll("\u0000", "").trim().slice(0, MAX_TEXT);
    if (value && (allowed === null || allowed.includes(value))) api.set(name, value);
  }
  const filtered = ["state", "acknowledged", "silenced", "inhibited", "muted", "mine"].some((name) => api.has(name));
  if (!filtered && (api.get("group") ?? "need") === "need") api.set("state", "all");
  return api.toString();
}
