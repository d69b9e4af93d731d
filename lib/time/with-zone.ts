/** Another page's address, so that it shows its times in the same zone. UTC needs no word; a zone it names stays. */
export function withZone(href: string, zone: string): string {
  if (zone === "UTC" || /[?&]zone=/.test(href)) return href;
  return `${href}${href.includes("?") ? "&" : "?"}zone=${encodeURIComponent(zone)}`;
}
