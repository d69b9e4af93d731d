import "server-only";
import type { Transaction } from "@/lib/db/client";
import { requestJob } from "@/lib/db/request-job";
import type { OutboxChange } from "./outbox-change";
import { type OutboxSettings, outboxSettings } from "./settings";
import { targetsOf } from "./targets-of";

export const DELIVER_JOB = "deliver-messages";

/**
 * Notes what is to be told outside, in the transaction that changes the episodes and after it wrote them: a change
 * that is rolled back is told to nobody. Delivery comes later and never touches the change. Does nothing while neither
 * PagerDuty nor Slack is configured. A message of the same target, episode and version is written once.
 */
export async function queueMessages(
  tx: Transaction,
  changes: readonly OutboxChange[],
  settings: OutboxSettings = outboxSettings(),
): Promise<void> {
  const rows = changes.flatMap((change) => {
    const { episodeId, version, action, owner, previousOwner, by } = change;
    const people = { owner, previousOwner, by };
    return targetsOf(change, settings).map((target) => ({ target, episode_id: episodeId, version, action, people }));
  });
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO outbox_messages (target, episode_id, version, action, detail)
    SELECT r.target, r.episode_id, r.version, r.action,
           r.people || jsonb_build_object('alertname', e.alertname, 'severity', e.severity)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(target text, episode_id uuid, version integer, action text, people jsonb)
    JOIN episodes AS e ON e.id = r.episode_id
    ON CONFLICT (target, episode_id, version) DO NOTHING`;
  await requestJob(tx, DELIVER_JOB);
}
