import { PortalError } from "@/lib/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses cross-site use of a cookie (OWASP CSRF cheat sheet, Fetch Metadata). A write needs an exact Origin or
 * `Sec-Fetch-Site: same-origin`; without either it is refused, since every current browser sends them.
 */
export function refuseCrossSite(
  request: { method: string; headers: Pick<Headers, "get"> },
  portalOrigin: string,
): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== portalOrigin) throw new PortalError("cross_site");
  if (site !== null && site !== "same-origin" && site !== "none") throw new PortalError("cross_site");
  if (SAFE_METHODS.has(request.method)) return;
  if (site === "none" || (site === null && origin === null)) throw new PortalError("cross_site");
}
