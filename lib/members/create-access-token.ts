import "server-only";
import { randomBytes } from "node:crypto";
import { appendAuditEntry } from "@/lib/audit/append";
import { actorHas } from "@/lib/auth/actor";
import { ACCESS_TOKEN_PREFIX, hashToken } from "@/lib/auth/bearer-actor";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import type { CreatedAccessToken, NewAccessToken } from "./access-token";
import { accessTokenView } from "./access-token-view";
import { requirePerson } from "./require-person";

const MAX_LIVE_TOKENS = 20;
const DAY_MS = 86_400_000;
const guard = guardFor("note", { queries: "keep" });

/** Makes a token of 256 random bits for the person who asks, with permissions they hold themselves. */
export async function createAccessToken(ctx: RequestContext, input: NewAccessToken): Promise<CreatedAccessToken> {
  const person = requirePerson(ctx);
  const foreign = input.scopes.filter((scope) => !actorHas(person, scope));
  if (foreign.length > 0) throw new PortalError("forbidden", `Your role does not hold ${foreign.join(", ")}.`);
  const token = ACCESS_TOKEN_PREFIX + randomBytes(32).toString("base64url");
  return transaction(async (tx) => {
    const live = await tx.accessToken.count({
      where: { userId: person.userId, revokedAt: null, expiresAt: { gt: ctx.now } },
    });
    if (live >= MAX_LIVE_TOKENS)
      throw new PortalError("conflict", `Revoke one first: ${MAX_LIVE_TOKENS} are the most.`);
    const row = await tx.accessToken.create({
      data: {
        userId: person.userId,
        name: guard.text(input.name),
        scopes: input.scopes,
        tokenHash: hashToken(token),
        prefix: token.slice(0, ACCESS_TOKEN_PREFIX.length + 4),
        createdAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + input.expiresInDays * DAY_MS),
      },
    });
    await appendAuditEntry(tx, ctx, {
      action: "ACCESS_TOKEN_CREATED",
      subject: { type: "access-token", id: row.id },
      detail: { name: row.name, scopes: row.scopes, expiresAt: row.expiresAt.toISOString() },
    });
    return { token, accessToken: accessTokenView(row) };
  });
}
