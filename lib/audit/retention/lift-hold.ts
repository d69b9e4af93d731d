import "server-only";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { personIn } from "./person-in";
import type { PlaceHoldInput } from "./retention-input";

const guard = guardFor("note", { queries: "keep" });

/** Ends a hold, with the reason why. Throws 404, and 409 when it was lifted before. Needs legal-hold:write. */
export async function liftHold(ctx: RequestContext, input: PlaceHoldInput & { holdId: string }): Promise<void> {
  const person = personIn(ctx, "legal-hold:write");
  await transaction(async (tx) => {
    const hold = await tx.legalHold.findUnique({ where: { id: input.holdId } });
    if (!hold) throw new PortalError("not_found", "There is no such hold.");
    const { count } = await tx.legalHold.updateMany({
      where: { id: hold.id, liftedAt: null },
      data: { liftedBy: person.name, liftedAt: ctx.now },
    });
    if (count === 0) throw new PortalError("conflict", "This hold was lifted before.");
    await appendAuditEntry(tx, ctx, {
      action: "LEGAL_HOLD_LIFTED",
      subject: { type: "legal-hold", id: hold.id },
      detail: { reason: guard.text(input.reason) },
    });
  });
}
