import "server-only";
import { db } from "@/lib/db/client";
import type { ClaimedMessage } from "./claimed-message";
import { messageDetailSchema, mirroredActionSchema } from "./message-detail";
import type { OutboxTarget } from "./target";

/** Longer than any attempt takes: a message whose deliverer died is taken up again after it. */
const CLAIM_SECONDS = 60;

interface Row {
  id: bigint;
  episode_id: string;
  version: number;
  action: string;
  detail: unknown;
  attempts: number;
  age_seconds: number;
}

/**
 * Takes the oldest message that is due, unless an earlier one of its episode still waits: what happened to one alert
 * is told in order. One statement, so two replicas never hold the same message. Null: nothing is due.
 */
export async function claimMessage(target: OutboxTarget): Promise<ClaimedMessage | null> {
  const [row] = await (await db()).$queryRaw<Row[]>`
    UPDATE outbox_messages SET
      attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}::float8)
    WHERE id = (
      SELECT m.id FROM outbox_messages AS m
      WHERE m.target = ${target} AND m.state = 'waiting' AND m.due_at <= clock_timestamp()
        AND NOT EXISTS (
          SELECT FROM outbox_messages AS earlier
          WHERE earlier.target = m.target AND earlier.episode_id = m.episode_id
            AND earlier.version < m.version AND earlier.state = 'waiting')
      ORDER BY m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED)
    RETURNING id, episode_id, version, action, detail, attempts,
      extract(epoch FROM clock_timestamp() - created_at)::float8 AS age_seconds`;
  if (!row) return null;
  return {
    id: row.id,
    target,
    episodeId: row.episode_id,
    version: row.version,
    action: mirroredActionSchema.parse(row.action),
    detail: messageDetailSchema.parse(row.detail),
    attempts: row.attempts,
    ageSeconds: row.age_seconds,
  };
}
