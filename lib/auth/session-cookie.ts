import "server-only";
import { env } from "@/lib/env";

/** True when people reach the portal over TLS: then every cookie is Secure and bound to this host by its prefix. */
export function usesTls(): boolean {
  return env().PORTAL_URL.startsWith("https:");
}

export function cookieName(purpose: "session" | "csrf" | "callback" | "pkce" | "state" | "nonce"): string {
  return `${usesTls() ? "__Host-" : ""}portal.${purpose}`;
}

/** SameSite=Lax, not Strict: links from a pager, and the way back from single sign-on, are cross-site navigations. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: usesTls() } as const;
}

/** The Set-Cookie value that makes a browser forget the session. */
export function forgetSessionCookie(): string {
  return `${cookieName("session")}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${usesTls() ? "; Secure" : ""}`;
}

/** Cookies of a request by name; the first of two with one name counts, as in RFC 6265 section 5.4. */
export function readCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, decoded(part.slice(at + 1).trim()));
  }
  return cookies;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
