import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import type { AuditAction, AuditOutcome } from "@/lib/audit/entry";
import { db, type Transaction, transaction } from "@/lib/db/client";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import type { RequestContext } from "@/lib/telemetry/context";
import { notificationsTotal } from "@/lib/telemetry/metrics";
import type { ClaimedMessage } from "./claimed-message";
import { retryDelay } from "./retry-delay";
import { legOf, TARGET_NAMES } from "./target";
import type { Verdict } from "./verdict";

/** After a day nobody wants to be told any more. */
export const GIVE_UP_SECONDS = 86_400;
const HOLD_SECONDS = 30;

type End = "sent" | "skipped" | "failed";
const ACTIONS: Record<End, AuditAction> = {
  sent: "NOTIFICATION_SENT",
  skipped: "NOTIFICATION_SKIPPED",
  failed: "NOTIFICATION_FAILED",
};

/**
 * Writes what became of an attempt: an end, with its entry in the ledger, or the time of the next attempt. A message
 * that somebody else ended meanwhile stays as it is.
 */
export async function settleMessage(ctx: RequestContext, message: ClaimedMessage, verdict: Verdict): Promise<void> {
  switch (verdict.kind) {
    case "sent":
      return end(ctx, message, "sent", null);
    case "skip":
      return end(ctx, message, "skipped", verdict.words);
    case "never":
      return end(ctx, message, "failed", verdict.words);
    case "hold":
      if (message.ageSeconds + HOLD_SECONDS > GIVE_UP_SECONDS) return end(ctx, message, "skipped", verdict.words);
      return postpone(await db(), message, HOLD_SECONDS, verdict.words);
    case "later": {
      const delay = retryDelay(message.attempts, verdict.retryAfterSeconds, Math.random());
      if (message.ageSeconds + delay > GIVE_UP_SECONDS) return end(ctx, message, "failed", verdict.words);
      return tryLater(message, delay, verdict);
    }
  }
}

async function end(ctx: RequestContext, message: ClaimedMessage, state: End, words: string | null): Promise<void> {
  const { id, target, version, attempts, action } = message;
  const ended = await retryOnConflict(() =>
    transaction(async (tx) => {
      const written = await tx.$executeRaw`
        UPDATE outbox_messages SET state = ${state}, last_error = ${words}, finished_at = clock_timestamp()
        WHERE id = ${id} AND state = 'waiting'`;
      if (written === 0) return false;
      if (state === "sent") await recordHeartbeat(tx, legOf(target));
      if (state === "failed") await recordFailure(tx, legOf(target), words ?? "");
      await appendAuditEntry(tx, ctx, {
        action: ACTIONS[state],
        outcome: state === "failed" ? "failure" : ("success" satisfies AuditOutcome),
        subject: { type: "episode", id: message.episodeId },
        detail: { target: TARGET_NAMES[target], of: action, version, attempts, reason: words ?? undefined },
      });
      return true;
    }),
  );
  if (ended) notificationsTotal.inc({ target, result: state });
}

async function tryLater(
  message: ClaimedMessage,
  delay: number,
  { words, retryAfterSeconds }: Verdict & { kind: "later" },
): Promise<void> {
  await transaction(async (tx) => {
    await postpone(tx, message, delay, words);
    // Whoever asks to be left alone is left alone altogether, not only with this message.
    if (retryAfterSeconds !== null)
      await tx.$executeRaw`
        UPDATE outbox_messages
        SET due_at = GREATEST(due_at, clock_timestamp() + make_interval(secs => ${delay}::float8))
        WHERE target = ${message.target} AND state = 'waiting'`;
    await recordFailure(tx, legOf(message.target), words);
  });
  notificationsTotal.inc({ target: message.target, result: "retried" });
}

/** The number of attempts tells whether the message is still in our hands. */
async function postpone(tx: Transaction, { id, attempts }: ClaimedMessage, delay: number, words: string) {
  await tx.$executeRaw`
    UPDATE outbox_messages
    SET due_at = clock_timestamp() + make_interval(secs => ${delay}::float8), last_error = ${words}
    WHERE id = ${id} AND state = 'waiting' AND attempts = ${attempts}`;
}
