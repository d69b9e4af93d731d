import "server-only";
import { bulk } from "@/lib/db/bulk";
import type { Transaction } from "@/lib/db/client";
import type { SealedPiece } from "./seal-piece";

/**
 * Writes a piece and moves the head to its end, in one statement. False: the chain ended elsewhere, and nothing was
 * written. The head stays locked until the transaction ends, as by lockHead; it is locked first, and then looked at,
 * since a condition of the update alone would judge what the row held before it was waited for.
 */
export async function insertPiece(tx: Transaction, piece: SealedPiece): Promise<boolean> {
  const { before, after, recordedAt, columns } = piece;
  const written = await bulk(tx).execute`
    WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', '2s', true)),
    head AS MATERIALIZED (SELECT size, hash FROM audit_head, patience WHERE id = 1 FOR UPDATE OF audit_head),
    moved AS (
      UPDATE audit_head SET size = ${after.size}::bigint, hash = ${new Uint8Array(after.hash)}::bytea
      FROM head
      WHERE id = 1 AND head.size = ${before.size}::bigint AND head.hash = ${new Uint8Array(before.hash)}::bytea
      RETURNING id
    )
    INSERT INTO audit_entries
      (seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash)
    SELECT ${before.size}::bigint + place - 1, ${recordedAt}::timestamptz, action, outcome, actor_kind,
           actor_id, actor_name, subject, request_id, body, prev_hash, hash
    FROM moved, unnest(
      ${columns.action}::text[], ${columns.outcome}::text[], ${columns.actorKind}::text[], ${columns.actorId}::text[],
      ${columns.actorName}::text[], ${columns.subject}::text[], ${columns.requestId}::text[],
      ${columns.body}::bytea[], ${columns.prevHash}::bytea[], ${columns.hash}::bytea[]
    ) WITH ORDINALITY
      AS t(action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash, place)`;
  return written > 0;
}
