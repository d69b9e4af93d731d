import "server-only";
import { appendAuditEntry } from "@/lib/audit/append";
import type { AuditAction } from "@/lib/audit/entry";
import { transaction } from "@/lib/db/client";
import type { Envelope } from "@/lib/sns/envelope-schema";
import type { RequestContext } from "@/lib/telemetry/context";
import type { TopicState } from "./topic-view";

const MEANS: Record<Envelope["Type"], { state: TopicState; action: AuditAction }> = {
  SubscriptionConfirmation: { state: "asked", action: "SUBSCRIPTION_REQUESTED" },
  Notification: { state: "confirmed", action: "SUBSCRIPTION_CONFIRMED" },
  UnsubscribeConfirmation: { state: "ended", action: "SUBSCRIPTION_ENDED" },
};

/**
 * Remembers what a verified message says of the topic's subscription, with its entry in the ledger: asked for, in force
 * (a notification came), ended. What is known already or is older than that changes nothing.
 */
export async function noteSubscription(ctx: RequestContext, envelope: Envelope): Promise<void> {
  const { state, action } = MEANS[envelope.Type];
  const { TopicArn: topicArn, Timestamp } = envelope;
  const address = envelope.Type === "Notification" ? null : envelope.SubscribeURL;
  await transaction(async (tx) => {
    // While notifications come, there is nothing to write.
    const changed = await tx.$executeRaw`
      INSERT INTO sns_topics AS t (topic_arn, state, subscribe_url, changed_at)
      VALUES (${topicArn}, ${state}, ${address}::text, ${new Date(Timestamp)}::timestamptz)
      ON CONFLICT (topic_arn) DO UPDATE
        SET state = excluded.state, subscribe_url = excluded.subscribe_url, changed_at = excluded.changed_at
        WHERE t.changed_at < excluded.changed_at AND NOT (t.state = 'confirmed' AND excluded.state = 'confirmed')`;
    if (changed > 0) await appendAuditEntry(tx, ctx, { action, subject: { type: "sns-topic", id: topicArn } });
  });
}
