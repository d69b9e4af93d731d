const PATH = /^\/runbooks\/(\w{1,100})$/;

/**
 * The portal's page that an alert's `runbook_url` names: a path of the portal, or an address at `portalUrl`. Null for
 * all else, and for a runbook that the portal does not keep.
 */
export function ownRunbookPath(
  text: string | undefined,
  portalUrl: string,
  kept: { has(name: string): boolean },
): string | null {
  const origin = new URL(portalUrl).origin;
  const path = text?.startsWith(`${origin}/`) ? text.slice(origin.length) : text;
  const name = PATH.exec(path ?? "")?.[1];
  return name !== undefined && kept.has(name) ? `/runbooks/${name}` : null;
}
