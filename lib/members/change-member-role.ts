import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import type { Role } from "@/lib/auth/permissions";
import { forgetAllSessions } from "@/lib/auth/session-store";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { refuseLastAdmin } from "./refuse-last-admin";

/** Gives a member another role, from their next request on. The last administrator keeps theirs (`conflict`). */
export async function changeMemberRole(
  ctx: RequestContext,
  { memberId, role }: { memberId: string; role: Role },
): Promise<void> {
  authorize(ctx.actor, "member:write");
  await transaction(async (tx) => {
    if (role !== "admin") await refuseLastAdmin(tx, memberId);
    const member = await tx.user.findUnique({ where: { id: memberId } });
    if (!member) throw new PortalError("not_found");
    if (member.oidcSubject)
      throw new PortalError("conflict", "This member's role follows their single sign-on groups.");
    if (member.role === role) return;
    await tx.user.update({ where: { id: memberId }, data: { role } });
    await appendAuditEntry(tx, ctx, {
      action: "PERMISSION_CHANGE",
      subject: { type: "member", id: memberId },
      detail: { before: { role: member.role }, after: { role } },
    });
  });
  forgetAllSessions();
}
