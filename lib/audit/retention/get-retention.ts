import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { RequestContext } from "@/lib/telemetry/context";
import { prunableBefore } from "./prunable-before";
import { prunedSoFar } from "./pruned-so-far";
import type { Retention } from "./retention-view";

/** How long the ledger is kept, what keeps it longer, and what was let go. Needs audit:read. */
export async function getRetention(ctx: RequestContext): Promise<Retention> {
  authorize(ctx.actor, "audit:read");
  const client = await db();
  const years = env().RETENTION_YEARS;
  const pruned = await prunedSoFar(client);
  const oldest = await client.auditEntry.findFirst({
    where: { seq: { gte: pruned } },
    orderBy: { seq: "asc" },
    select: { recordedAt: true },
  });
  const holds = await client.legalHold.findMany({ where: { liftedAt: null }, orderBy: { placedAt: "asc" } });
  const request = await client.pruneRequest.findFirst({ where: { state: "requested" } });
  return {
    years,
    prunableBefore: prunableBefore(ctx.now, years).toISOString(),
    pruned: Number(pruned),
    oldestAt: oldest?.recordedAt.toISOString() ?? null,
    holds: holds.map(({ id, reason, placedBy, placedAt }) => ({
      id,
      reason,
      placedBy,
      placedAt: placedAt.toISOString(),
    })),
    request: request && {
      id: request.id,
      before: request.before.toISOString(),
      reason: request.reason,
      requestedBy: request.requestedBy,
      requestedAt: request.requestedAt.toISOString(),
      own: ctx.actor.kind === "user" && ctx.actor.userId === request.requestedById,
    },
  };
}
