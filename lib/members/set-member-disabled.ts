import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import { forgetAllSessions, revokeSessions } from "@/lib/auth/session-store";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { refuseLastAdmin } from "./refuse-last-admin";

/** Shuts a member out at once, or lets them sign in again. Their sessions end; their access tokens rest. */
export async function setMemberDisabled(
  ctx: RequestContext,
  { memberId, disabled }: { memberId: string; disabled: boolean },
): Promise<void> {
  authorize(ctx.actor, "member:write");
  await transaction(async (tx) => {
    if (disabled) await refuseLastAdmin(tx, memberId);
    const member = await tx.user.findUnique({ where: { id: memberId } });
    if (!member) throw new PortalError("not_found");
    if ((member.disabledAt !== null) === disabled) return;
    await tx.user.update({ where: { id: memberId }, data: { disabledAt: disabled ? ctx.now : null } });
    const revoked = disabled ? await revokeSessions(tx, ctx.now, { userId: memberId }) : [];
    await appendAuditEntry(tx, ctx, {
      action: disabled ? "MEMBER_DISABLED" : "MEMBER_ENABLED",
      subject: { type: "member", id: memberId },
      detail: { revokedSessions: revoked.length },
    });
  });
  forgetAllSessions();
}
