import "server-only";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { personIn } from "./person-in";

/**
 * Takes back what somebody asked for, before anybody decides: the one who asked, or another with the right, who could
 * refuse it as well. Throws 404, 409 for what was decided or taken back before. Needs audit:prune.
 */
export async function withdrawPrune(ctx: RequestContext, { pruneId }: { pruneId: string }): Promise<void> {
  const person = personIn(ctx, "audit:prune");
  await transaction(async (tx) => {
    const request = await tx.pruneRequest.findUnique({ where: { id: pruneId } });
    if (!request) throw new PortalError("not_found", "There is no such request.");
    const { id, before, reason, requestedBy, requestedById } = request;
    const { count } = await tx.pruneRequest.updateMany({
      where: { id, state: "requested" },
      data: { state: "withdrawn", decidedBy: person.name, decidedAt: ctx.now },
    });
    if (count === 0) throw new PortalError("conflict", "This request was decided before.");
    await appendAuditEntry(tx, ctx, {
      action: "PRUNE_WITHDRAWN",
      subject: { type: "prune-request", id },
      detail: { before: before.toISOString(), reason, requestedBy, requestedById },
    });
  });
}
