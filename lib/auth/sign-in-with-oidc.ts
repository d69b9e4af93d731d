import "server-only";
import { z } from "zod";
import type { User } from "@/generated/prisma/client";
import { appendAuditEntry } from "@/lib/audit/append";
import { type Transaction, transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { isStorable } from "@/lib/http/storable-text";
import type { RequestContext } from "@/lib/telemetry/context";
import { authenticationAttemptsTotal } from "@/lib/telemetry/metrics";
import { systemActor } from "./actor";
import { emailAddressSchema } from "./email-address";
import { roleOfGroups } from "./oidc-role";
import type { Role } from "./permissions";
import { createSession, forgetAllSessions } from "./session-store";
import { userActorOf } from "./user-actor";

const claimsSchema = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255).refine(isStorable),
  email: emailAddressSchema,
  name: z.string().max(200).refine(isStorable).optional(),
});

type Refusal = "claims" | "no_matching_group" | "email_in_use" | "disabled";

/**
 * Opens a session for the person an identity provider vouches for and returns its id. Who they are is issuer and
 * subject, never the e-mail address: an address that another account holds is refused, not linked. Their role
 * follows their groups at every sign-in.
 */
export async function signInWithOidc(ctx: RequestContext, claims: Record<string, unknown>): Promise<string> {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return refuse(ctx, "claims");
  const role = roleOfGroups(env().OIDC_ROLE_MAP, groupsOf(claims));
  if (!role) return refuse(ctx, "no_matching_group");
  const result = await transaction(async (tx) => {
    const user = await findOrCreate(tx, ctx, parsed.data, role);
    if (typeof user === "string") return { refusal: user };
    const sessionId = await createSession(tx, ctx, user.id, "oidc");
    const actor = userActorOf(user) ?? ctx.actor;
    const subject = { type: "session", id: sessionId };
    await appendAuditEntry(tx, { ...ctx, actor }, { action: "LOGIN_SUCCESS", subject, detail: { method: "oidc" } });
    return { sessionId };
  });
  if (result.sessionId === undefined) return refuse(ctx, result.refusal);
  forgetAllSessions(); // the role may have changed
  authenticationAttemptsTotal.inc({ method: "oidc", status: "success" });
  return result.sessionId;
}

/** Writes down a failed sign-in by single sign-on. */
export async function recordOidcFailure(ctx: RequestContext, reason: string): Promise<void> {
  authenticationAttemptsTotal.inc({ method: "oidc", status: "failed" });
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, { action: "LOGIN_FAILURE", outcome: "failure", detail: { method: "oidc", reason } }),
  );
}

async function refuse(ctx: RequestContext, reason: Refusal): Promise<never> {
  await recordOidcFailure(ctx, reason);
  throw new PortalError("forbidden", "This account may not use the portal.");
}

function groupsOf(claims: Record<string, unknown>): string[] {
  const claim = claims[env().OIDC_GROUPS_CLAIM];
  return z.array(z.string()).max(2_000).safeParse(claim).data ?? [];
}

async function findOrCreate(
  tx: Transaction,
  ctx: RequestContext,
  claims: z.infer<typeof claimsSchema>,
  role: Role,
): Promise<User | Refusal> {
  const identity = { oidcIssuer: claims.iss, oidcSubject: claims.sub };
  const known = await tx.user.findUnique({ where: { oidcIssuer_oidcSubject: identity } });
  const by = { ...ctx, actor: systemActor("single sign-on") };
  if (known) {
    if (known.disabledAt) return "disabled";
    if (known.role === role) return known;
    const user = await tx.user.update({ where: { id: known.id }, data: { role } });
    await appendAuditEntry(tx, by, {
      action: "PERMISSION_CHANGE",
      subject: { type: "member", id: user.id },
      detail: { before: { role: known.role }, after: { role } },
    });
    return user;
  }
  if (await tx.user.findUnique({ where: { email: claims.email }, select: { id: true } })) return "email_in_use";
  const name = claims.name?.trim() || claims.email;
  const user = await tx.user.create({ data: { ...identity, email: claims.email, name, role } });
  const detail = { role, method: "oidc" };
  await appendAuditEntry(tx, by, { action: "MEMBER_CREATED", subject: { type: "member", id: user.id }, detail });
  return user;
}
