import type { Permission } from "@/lib/auth/permissions";
import type { EpisodeView } from "./episode-view";

const PAGES: ReadonlyMap<string, Permission> = new Map([
  ["/dashboards/executive", "executive-dashboard:read"],
  ["/dashboards/operations", "operations-dashboard:read"],
  ["/dashboards/security", "security-dashboard:read"],
  ["/dashboards/business", "business-dashboard:read"],
  ["/status", "status:read"],
]);
const BEFORE_MS = 3_600_000;
const AFTER_MS = 900_000;

/**
 * The portal's page that an alert's `dashboard_url` names, a board with the time around the firing. Null for all else,
 * and for a page that the person may not open.
 */
export function ownBoardPath(
  { annotations, startsAt, resolvedAt }: Pick<EpisodeView, "annotations" | "startsAt" | "resolvedAt">,
  portalUrl: string,
  may: (permission: Permission) => boolean,
): string | null {
  const text = Object.hasOwn(annotations, "dashboard_url") ? annotations.dashboard_url : undefined;
  const origin = new URL(portalUrl).origin;
  const path = text?.startsWith(`${origin}/`) ? text.slice(origin.length) : text;
  const permission = path === undefined ? undefined : PAGES.get(path);
  if (path === undefined || permission === undefined || !may(permission)) return null;
  if (path === "/status") return path;
  const from = String(Date.parse(startsAt) - BEFORE_MS);
  const to = resolvedAt ? String(Date.parse(resolvedAt) + AFTER_MS) : "now";
  return `${path}?${new URLSearchParams({ from, to })}`;
}
