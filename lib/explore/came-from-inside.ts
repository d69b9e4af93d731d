/** Any link may have led to the sign-in first; and a page that is drawn anew names itself. */
const NO_LINKS = new Set(["/sign-in", "/explore"]);

/**
 * Whether Explore was opened by a link of the portal, by the address that browsers send along. What was typed, kept or
 * followed from elsewhere sends none, or another.
 */
export function cameFromInside(headers: Pick<Headers, "get">, portalOrigin: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const referrer = headers.get("referer") ?? "";
  if (!URL.canParse(referrer)) return false;
  const { origin, pathname } = new URL(referrer);
  return origin === portalOrigin && !NO_LINKS.has(pathname);
}
