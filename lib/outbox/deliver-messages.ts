import "server-only";
import { transaction } from "@/lib/db/client";
import { requestJob } from "@/lib/db/request-job";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { claimMessage } from "./claim-message";
import { forgetMessages } from "./forget-messages";
import { DELIVER_JOB } from "./queue-messages";
import { type OutboxSettings, outboxSettings } from "./settings";
import { GIVE_UP_SECONDS, settleMessage } from "./settle-message";
import { OUTBOX_TARGETS, type OutboxTarget } from "./target";
import { tell } from "./tell";
import type { Verdict } from "./verdict";

const log = loggerFor("outbox");

const MAX_PER_RUN = 200;
const TOO_OLD: Verdict = { kind: "never", words: "It could not be delivered within 24 hours." };

/**
 * Tells PagerDuty and Slack what is due, side by side, each one message after the other. A target's run ends with its
 * first temporary failure: the next run comes within seconds. At least once: a process that dies between sending and
 * noting it sends again.
 */
export async function deliverMessages(
  ctx: RequestContext,
  settings: OutboxSettings = outboxSettings(),
  timeoutMs?: number,
): Promise<void> {
  const runs = await Promise.allSettled(OUTBOX_TARGETS.map((target) => deliverTo(target, ctx, settings, timeoutMs)));
  await forgetMessages();
  const failed = runs.find((run) => run.status === "rejected");
  if (failed) throw failed.reason;
}

async function deliverTo(
  target: OutboxTarget,
  ctx: RequestContext,
  settings: OutboxSettings,
  timeoutMs: number | undefined,
): Promise<void> {
  for (let count = 0; count < MAX_PER_RUN; count++) {
    const message = await claimMessage(target);
    if (!message) return;
    const verdict = message.ageSeconds > GIVE_UP_SECONDS ? TOO_OLD : await tell(message, settings, timeoutMs);
    await settleMessage(ctx, message, verdict);
    if (verdict.kind === "later" || verdict.kind === "never")
      log.warn({ target, attempts: message.attempts, reason: verdict.words }, "a message was not delivered");
    if (verdict.kind === "later") return;
  }
  await transaction((tx) => requestJob(tx, DELIVER_JOB));
}
