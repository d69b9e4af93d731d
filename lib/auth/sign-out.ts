import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { forgetSession, revokeSessions } from "./session-store";

/** Ends the session that was used to ask; its cookie is worth nothing afterwards, wherever a copy of it lies. */
export async function signOut(ctx: RequestContext): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.sessionId) throw new PortalError("unauthenticated");
  const { userId, sessionId } = actor;
  await transaction(async (tx) => {
    await revokeSessions(tx, ctx.now, { userId, id: sessionId });
    await appendAuditEntry(tx, ctx, { action: "LOGOUT", subject: { type: "session", id: sessionId } });
  });
  forgetSession(sessionId);
}
