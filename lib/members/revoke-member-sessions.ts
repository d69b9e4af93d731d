import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import { forgetAllSessions, revokeSessions } from "@/lib/auth/session-store";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";

/** Signs a member out everywhere. */
export async function revokeMemberSessions(ctx: RequestContext, memberId: string): Promise<{ revoked: number }> {
  authorize(ctx.actor, "member:write");
  const revoked = await transaction(async (tx) => {
    const member = await tx.user.findUnique({ where: { id: memberId }, select: { id: true } });
    if (!member) throw new PortalError("not_found");
    const ids = await revokeSessions(tx, ctx.now, { userId: memberId });
    const subject = { type: "member", id: memberId };
    await appendAuditEntry(tx, ctx, { action: "SESSION_REVOKED", subject, detail: { revokedSessions: ids.length } });
    return ids.length;
  });
  forgetAllSessions();
  return { revoked };
}
