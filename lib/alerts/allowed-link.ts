const MAX_LENGTH = 2_000;

/**
 * The address when it may become a link: https, no credentials, default port, and exactly one of the allowed hosts.
 * Null for all else; it is then shown as text. Alert annotations are written by whoever reaches Alertmanager.
 */
export function allowedLink(text: string | undefined, allowedHosts: readonly string[]): string | null {
  if (!text || text.length > MAX_LENGTH || !/^https:\/\/[^\s\\]+$/i.test(text)) return null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username || url.password) return null;
  // `host` has a port only when it is not 443, and punycode when the name is not ASCII: neither equals a listed host.
  return allowedHosts.some((host) => host.toLowerCase() === url.host) ? url.href : null;
}
