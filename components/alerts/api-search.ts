import { GROUPINGS, SORTS } from "@/lib/alerts/list-order";

const YES_NO = ["yes", "no"];
const MAX_TEXT = 200;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The filters that the page's address may hold, named as the API names them; null: any text. */
const PARAMETERS: Record<string, readonly string[] | RegExp | null> = {
  state: ["open", "resolved", "all"],
  acknowledged: YES_NO,
  silenced: YES_NO,
  inhibited: YES_NO,
  muted: YES_NO,
  silence: UUID,
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
/** The change of the address that sets every filter aside. */
export const CLEARED: Record<string, null> = Object.fromEntries(FILTER_NAMES.map((name) => [name, null]));

/**
 * The page's filters as the API takes them; what it would refuse is left out. Where none speaks of the state, what is
 * over is listed too, folded away, unless it would stand among what is open.
 */
export function apiSearchOf(search: { get(name: string): string | null }): string {
  const api = new URLSearchParams();
  for (const [name, allowed] of Object.entries(PARAMETERS)) {
    const value = search.get(name)?.replaceAll("\u0000", "").trim().slice(0, MAX_TEXT);
    if (value && isAllowed(value, allowed)) api.set(name, value);
  }
  const filtered = ["state", "acknowledged", "silenced", "inhibited", "muted", "silence", "mine"].some((name) =>
    api.has(name),
  );
  if (!filtered && (api.get("group") ?? "need") === "need") api.set("state", "all");
  return api.toString();
}

function isAllowed(value: string, allowed: readonly string[] | RegExp | null): boolean {
  if (allowed instanceof RegExp) return allowed.test(value);
  return allowed === null || allowed.includes(value);
}
