import "server-only";
import { randomBytes } from "node:crypto";
import { appendAuditEntry } from "@/lib/audit/append";
import { ACCESS_TOKEN_PREFIX, hashToken } from "@/lib/auth/bearer-actor";
import { db, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";

/** A member that nobody can sign in as: no password, no account at the identity provider, an address that cannot exist. */
const PROBE = { email: "access-probe@portal.invalid", name: "Access probe", role: "product" };
const TOKEN_MINUTES = 2;

export interface AccessProbe {
  userId: string;
  token: string;
}

/**
 * Gives `work` a token of the least role. The member exists for the check alone: it is enabled with a token of two
 * minutes, and disabled with the token removed when the work ends, however it ends. Both are in the ledger.
 */
export async function withAccessProbe<T>(ctx: RequestContext, work: (probe: AccessProbe) => Promise<T>): Promise<T> {
  const probe = await enableProbe(ctx);
  try {
    return await work(probe);
  } finally {
    await disableProbe(ctx, probe.userId);
  }
}

async function enableProbe(ctx: RequestContext): Promise<AccessProbe> {
  const token = `${ACCESS_TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
  return transaction(async (tx) => {
    const { id } = await tx.user.upsert({
      where: { email: PROBE.email },
      create: PROBE,
      update: { role: PROBE.role, passwordHash: null, oidcIssuer: null, oidcSubject: null, disabledAt: null },
    });
    await tx.accessToken.create({
      data: {
        userId: id,
        name: "Daily check",
        tokenHash: hashToken(token),
        prefix: token.slice(0, 8),
        scopes: ["status:read"],
        expiresAt: new Date(Date.now() + TOKEN_MINUTES * 60_000),
      },
    });
    await appendAuditEntry(tx, ctx, {
      action: "ACCESS_TOKEN_CREATED",
      subject: { type: "user", id },
      detail: { reason: "access probe of the daily check", minutes: TOKEN_MINUTES },
    });
    return { userId: id, token };
  });
}

async function disableProbe(ctx: RequestContext, userId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.accessToken.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await appendAuditEntry(tx, ctx, {
      action: "ACCESS_TOKEN_REVOKED",
      subject: { type: "user", id: userId },
      detail: { reason: "access probe of the daily check" },
    });
  });
}

/** How many refusals of this member the ledger holds from entry `from` on. */
export async function countDenials(userId: string, from: bigint): Promise<number> {
  const client = await db();
  return client.auditEntry.count({ where: { action: "AUTHZ_DENIED", actorId: userId, seq: { gte: from } } });
}
