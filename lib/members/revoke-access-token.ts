import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { requirePerson } from "./require-person";

/** Ends one of the asking person's own tokens; another's is not found. Twice is as good as once. */
export async function revokeAccessToken(ctx: RequestContext, tokenId: string): Promise<void> {
  const { userId } = requirePerson(ctx);
  await transaction(async (tx) => {
    const token = await tx.accessToken.findFirst({ where: { id: tokenId, userId } });
    if (!token) throw new PortalError("not_found");
    if (token.revokedAt) return;
    await tx.accessToken.update({ where: { id: tokenId }, data: { revokedAt: ctx.now } });
    const subject = { type: "access-token", id: tokenId };
    await appendAuditEntry(tx, ctx, { action: "ACCESS_TOKEN_REVOKED", subject, detail: { name: token.name } });
  });
}
