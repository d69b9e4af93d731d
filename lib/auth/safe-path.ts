const BASE = "http://portal.invalid";
const MAX_LENGTH = 2_000;

/**
 * Where to go after signing in: a path of this portal, or `fallback`. Absolute, protocol-relative and
 * backslash forms are refused (open redirect), and so are the API and the sign-in page itself.
 */
export function safePath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || value.length > MAX_LENGTH || !value.startsWith("/")) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop control characters from addresses
  if (/[\u0000-\u001f\u007f\\]/.test(value) || value.startsWith("//")) return fallback;
  if (!URL.canParse(value, BASE)) return fallback;
  const url = new URL(value, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//") || /^\/(api|sign-in)(\/|$)/.test(url.pathname))
    return fallback;
  return url.pathname + url.search + url.hash;
}
