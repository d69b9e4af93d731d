import "server-only";
import { transaction } from "@/lib/db/client";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { personIn } from "./person-in";
import type { PlaceHoldInput } from "./retention-input";

const guard = guardFor("note", { queries: "keep" });

/** From now on nothing is pruned, until each hold is lifted. Needs legal-hold:write. */
export async function placeHold(ctx: RequestContext, input: PlaceHoldInput): Promise<{ id: string }> {
  const person = personIn(ctx, "legal-hold:write");
  const reason = guard.text(input.reason);
  return transaction(async (tx) => {
    const { id } = await tx.legalHold.create({
      data: { reason, placedById: person.userId, placedBy: person.name, placedAt: ctx.now },
    });
    await appendAuditEntry(tx, ctx, {
      action: "LEGAL_HOLD_PLACED",
      subject: { type: "legal-hold", id },
      detail: { reason },
    });
    return { id };
  });
}
