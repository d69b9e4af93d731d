import "server-only";
import { z } from "zod";
import { appendAuditEntry } from "@/lib/audit/append";
import { db, type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { authenticationAttemptsTotal } from "@/lib/telemetry/metrics";
import { emailAddressSchema } from "./email-address";
import { verifyPassword } from "./password";
import { givenPasswordSchema } from "./password-policy";
import { createSession } from "./session-store";
import { accountPseudonym, clearAttempts, countAttempt } from "./sign-in-throttle";
import { userActorOf } from "./user-actor";

export const credentialsSchema = z.object({ email: emailAddressSchema, password: givenPasswordSchema });

/**
 * Checks a local account's password and opens a session, whose id it returns. Unknown, disabled, single-sign-on-only and wrong are one
 * answer, `unauthenticated`, in one time; too many tries are `rate_limited`, whether the account exists or not.
 */
export async function signInWithPassword(
  ctx: RequestContext,
  { email, password }: z.infer<typeof credentialsSchema>,
): Promise<string> {
  const attempt = await countAttempt(email, ctx.ip, ctx.now);
  if (attempt.by === "address") {
    // Counted, but not written down: it would flood the ledger.
    authenticationAttemptsTotal.inc({ method: "password", status: "failed" });
    throw tooMany(attempt.retryAfterSeconds);
  }
  if (attempt.by === "account") {
    await recordFailure(ctx, email, "throttled", attempt.locks);
    throw tooMany(attempt.retryAfterSeconds);
  }
  const user = await (await db()).user.findUnique({ where: { email } });
  const matches = await verifyPassword(password, user?.passwordHash ?? null);
  const actor = user && userActorOf(user);
  if (!actor || !matches || user.disabledAt) {
    await recordFailure(ctx, email, user?.disabledAt && matches ? "disabled" : "wrong", attempt.locks);
    throw new PortalError("unauthenticated", "That e-mail address and password do not match.");
  }
  const sessionId = await transaction(async (tx) => {
    await clearAttempts(tx, email, ctx.ip);
    const id = await createSession(tx, ctx, user.id, "password");
    await appendAuditEntry(
      tx,
      { ...ctx, actor },
      { action: "LOGIN_SUCCESS", subject: { type: "session", id }, detail: { method: "password" } },
    );
    return id;
  });
  authenticationAttemptsTotal.inc({ method: "password", status: "success" });
  return sessionId;
}

function tooMany(retryAfterSeconds: number): PortalError {
  return new PortalError("rate_limited", "Too many tries. Wait, then try again.", {}, retryAfterSeconds);
}

function recordFailure(ctx: RequestContext, email: string, reason: string, locks: boolean): Promise<void> {
  authenticationAttemptsTotal.inc({ method: "password", status: "failed" });
  const subject = { type: "account", id: accountPseudonym(email) };
  return transaction(async (tx: Transaction) => {
    await appendAuditEntry(tx, ctx, {
      action: "LOGIN_FAILURE",
      outcome: "failure",
      subject,
      detail: { method: "password", reason },
    });
    if (locks) await appendAuditEntry(tx, ctx, { action: "LOCKOUT", outcome: "denied", subject });
  });
}
