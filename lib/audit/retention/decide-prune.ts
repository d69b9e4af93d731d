import "server-only";
import type { PruneRequest } from "@/generated/prisma/client";
import { type Transaction, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { lastCheckpoint } from "../checkpoint/last-checkpoint";
import { signCheckpoint } from "../checkpoint/sign-checkpoint";
import { personIn } from "./person-in";
import { type PrunedRange, pruneEntries } from "./prune-entries";

/**
 * Approves or refuses what another person asked for. Approved, the bytes are gone when this returns; their hashes stay,
 * so every proof still holds. Throws 404, 403 for the person who asked, 409 for what was decided before or may not be
 * pruned. Needs audit:prune.
 */
export async function decidePrune(
  ctx: RequestContext,
  { pruneId, approve }: { pruneId: string; approve: boolean },
): Promise<{ pruned: number }> {
  const person = personIn(ctx, "audit:prune");
  if (approve) await signCheckpoint(ctx); // entries go only when a checkpoint stands for them
  const checkpoint = await lastCheckpoint();
  return transaction(async (tx) => {
    const [request] = await tx.$queryRaw<PruneRequest[]>`
      SELECT id, before, reason, state, requested_by_id AS "requestedById", requested_by AS "requestedBy"
      FROM prune_requests WHERE id = ${pruneId}::uuid FOR UPDATE`;
    if (!request) throw new PortalError("not_found", "There is no such request.");
    if (request.state !== "requested") throw new PortalError("conflict", "This request was decided before.");
    if (request.requestedById === person.userId)
      throw new PortalError("forbidden", "Another person decides over what you asked for.");
    const range = approve ? await pruneEntries(tx, { before: request.before, checkpoint }) : null;
    const decided = { state: approve ? "done" : "refused", decidedBy: person.name, decidedAt: ctx.now };
    await tx.pruneRequest.update({ where: { id: request.id }, data: decided });
    await record(tx, ctx, request, range);
    return { pruned: range?.rows ?? 0 };
  });
}

/** Verifiers read this entry: its root and size are those of the hashes that stay. */
async function record(
  tx: Transaction,
  ctx: RequestContext,
  request: PruneRequest,
  range: PrunedRange | null,
): Promise<void> {
  const { id, before, reason, requestedBy, requestedById } = request;
  await appendAuditEntry(tx, ctx, {
    action: range ? "RETENTION_PRUNED" : "PRUNE_REFUSED",
    subject: { type: "prune-request", id },
    detail: { before: before.toISOString(), reason, requestedBy, requestedById, ...range },
  });
}
