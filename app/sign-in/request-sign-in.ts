import { z } from "zod";

const csrfSchema = z.object({ csrfToken: z.string() });
const replySchema = z.object({ url: z.string() });
const problemSchema = z.object({ error: z.string(), detail: z.string() });

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
    const { csrfToken } = csrfSchema.parse(await token.json());
    const reply = await fetch(`/api/auth/${way}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...fields, csrfToken }),
    });
    if (reply.ok) return replySchema.parse(await reply.json());
    return { problem: problemText(problemSchema.safeParse(await reply.json()).data, reply.headers.get("retry-after")) };
  } catch {
    return { problem: "The portal does not answer. Check your connection, then try again." };
  }
}

function problemText(problem: { error: string; detail: string } | undefined, retryAfter: string | null): string {
  if (problem?.error === "rate_limited") return `Too many tries. Wait ${waitText(Number(retryAfter))}, then try again.`;
  if (
    problem?.error === "unauthenticated" ||
    problem?.error === "bad_request" ||
    problem?.error === "payload_too_large"
  )
    return "That e-mail address and password do not match.";
  return problem?.detail ?? "Something went wrong here. Try again in a minute.";
}

function waitText(seconds: number): string {
  if (!(seconds > 0)) return "a minute";
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
