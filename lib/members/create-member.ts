import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import { hashPassword } from "@/lib/auth/password";
import { transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import type { NewMember } from "./member";

/** Creates a local account and returns its id. `conflict` when the address is taken or local accounts are off. */
export async function createMember(ctx: RequestContext, { password, ...member }: NewMember): Promise<{ id: string }> {
  authorize(ctx.actor, "member:write");
  if (env().LOCAL_LOGIN !== "on")
    throw new PortalError("conflict", "Local accounts are off here: people come in by single sign-on.");
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    const created = await tx.user.createManyAndReturn({
      data: [{ ...member, passwordHash }],
      skipDuplicates: true,
      select: { id: true },
    });
    const [user] = created;
    if (!user) throw new PortalError("conflict", "Another member already has this e-mail address.");
    const detail = { role: member.role, method: "password" };
    await appendAuditEntry(tx, ctx, { action: "MEMBER_CREATED", subject: { type: "member", id: user.id }, detail });
    return user;
  });
}
