import "server-only";
import { transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { guardFor } from "@/lib/phi/guard";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { personIn } from "./person-in";
import { prunableBefore } from "./prunable-before";
import type { RequestPruneInput } from "./retention-input";

const guard = guardFor("note", { queries: "keep" });

/**
 * Asks that the bytes of old entries go; another person decides. Throws 422 for a month that must still be kept, 409
 * while a hold is in force or another request waits. Needs audit:prune.
 */
export async function requestPrune(ctx: RequestContext, input: RequestPruneInput): Promise<{ id: string }> {
  const person = personIn(ctx, "audit:prune");
  const before = new Date(`${input.before}-01T00:00:00Z`);
  const latest = prunableBefore(ctx.now, env().RETENTION_YEARS);
  if (before > latest)
    throw new PortalError(
      "unprocessable",
      `Entries are kept for ${env().RETENTION_YEARS} years: ${latest.toISOString().slice(0, 7)} is the latest month.`,
    );
  const reason = guard.text(input.reason);
  return transaction(async (tx) => {
    if (await tx.legalHold.findFirst({ where: { liftedAt: null } }))
      throw new PortalError("conflict", "A legal hold is in force: nothing is pruned.");
    const waiting = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO prune_requests (id, before, reason, state, requested_by_id, requested_by, requested_at)
      VALUES (gen_random_uuid(), ${before}::timestamptz, ${reason}, 'requested', ${person.userId}, ${person.name},
              ${ctx.now}::timestamptz)
      ON CONFLICT (state) WHERE state = 'requested' DO NOTHING RETURNING id`;
    const [made] = waiting;
    if (!made) throw new PortalError("conflict", "Another request waits for its decision.");
    await appendAuditEntry(tx, ctx, {
      action: "PRUNE_REQUESTED",
      subject: { type: "prune-request", id: made.id },
      detail: { before: before.toISOString(), reason },
    });
    return { id: made.id };
  });
}
