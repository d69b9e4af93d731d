import "server-only";
import { appendDrafts } from "@/lib/audit/append-drafts";
import { authorize } from "@/lib/auth/authorize";
import { type Transaction, transaction } from "@/lib/db/client";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import type { AlertEvent } from "./alert-event";
import { applyEvents } from "./apply-events";

const log = loggerFor("alerts");

const BATCH = 1_000;

/**
 * Lets acknowledgements run out: their alerts fire without an owner again, each with an entry in the ledger. Replicas
 * that do it at once decide one after the other under the row's lock, so that each expires once. Needs
 * alert:unacknowledge-any (the job's system actor).
 */
export async function expireAcknowledgements(ctx: RequestContext): Promise<void> {
  authorize(ctx.actor, "alert:unacknowledge-any");
  for (;;) {
    const { due, expired } = await retryOnConflict(() => transaction((tx) => expireDue(tx, ctx)));
    if (expired > 0) log.info({ expired }, "acknowledgements ran out");
    if (due < BATCH || expired === 0) return;
  }
}

async function expireDue(tx: Transaction, ctx: RequestContext): Promise<{ due: number; expired: number }> {
  const due = await tx.$queryRaw<{ identity: string }[]>`
    SELECT identity FROM episodes WHERE state = 'acknowledged' AND ack_expires_at <= clock_timestamp()
    ORDER BY ack_expires_at LIMIT ${BATCH}::int`;
  const event = { kind: "expire" } as const;
  const common = { event, alert: null, startUncertain: false, source: null, suppression: null };
  const { entries } = await applyEvents(
    tx,
    ctx,
    due.map(({ identity }): AlertEvent => ({ identity, ...common })),
  );
  await appendDrafts(tx, entries);
  return { due: due.length, expired: entries.length };
}
