export type SignInReply = { url: string } | { problem: string };

/**
 * Asks for a fresh form token and sends the form with it. Resolves to where the browser must go next, or to what to
 * tell the person; it never says whether the account exists.
 */
export async function requestSignIn(
  way: "callback/credentials" | "signin/oidc",
  fields: Record<string, string>,
): Promise<SignInReply> {
  try {
    const token = await fetch("/api/auth/csrf", { cache: "no-store" });
    const csrfToken = member(await token.json(), "csrfToken");
    const reply = await fetch(`/api/auth/${way}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...fields, csrfToken }),
    });
    const body: unknown = await reply.json();
    if (reply.ok) return { url: member(body, "url") };
    return { problem: problemText(member(body, "error"), member(body, "detail"), reply.headers.get("retry-after")) };
  } catch {
    return { problem: "The portal does not answer. Check your connection, then try again." };
  }
}

/** A text member of a reply. By hand, not by schema: this page is the first that loads, and stays small. */
function member(body: unknown, name: string): string {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value !== "string") throw new TypeError(`the reply has no ${name}`);
  return value;
}

function problemText(error: string, detail: string, retryAfter: string | null): string {
  if (error === "rate_limited") return `Too many tries. Wait ${waitText(Number(retryAfter))}, then try again.`;
  if (["unauthenticated", "bad_request", "payload_too_large"].includes(error))
    return "That e-mail address and password do not match.";
  return detail;
}

function waitText(seconds: number): string {
  if (!(seconds > 0)) return "a minute";
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
