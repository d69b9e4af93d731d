import "server-only";
import { randomBytes } from "node:crypto";
import { setImmediate as nextTick } from "node:timers/promises";
import { afterCommit } from "@/lib/db/after-commit";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import type { Transaction } from "@/lib/db/client";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { appendRefusal } from "./append-refusal";
import type { DraftEntry } from "./draft-entry";
import { type LedgerHead, lockHead } from "./lock-head";
import { SALT_BYTES, type SealedEntry, sealEntry } from "./seal-entry";

const ROWS_PER_STATEMENT = 500;

/**
 * Appends prepared entries in order, as appendAuditEntry does for one; call it last in the transaction. The chain is
 * computed in memory under the head's lock, a piece while the database writes the one before. An empty list takes no
 * lock.
 */
export async function appendDrafts(tx: Transaction, drafts: readonly DraftEntry[]): Promise<void> {
  if (drafts.length === 0) return;
  try {
    await append(tx, drafts);
    afterCommit(tx, () => {
      for (const { action, outcome } of drafts) auditEventsTotal.inc({ event_type: action, outcome });
    });
  } catch (error) {
    throw appendRefusal(error);
  }
}

async function append(tx: Transaction, drafts: readonly DraftEntry[]): Promise<void> {
  const salts = randomBytes(SALT_BYTES * drafts.length).toString("hex");
  const head = await lockHead(tx);
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < drafts.length; from += ROWS_PER_STATEMENT) {
    const sealed = drafts.slice(from, from + ROWS_PER_STATEMENT).map((draft, index) => {
      const salt = salts.slice((from + index) * 2 * SALT_BYTES, (from + index + 1) * 2 * SALT_BYTES);
      const entry = sealEntry(head, draft, salt);
      head.size += 1n;
      head.hash = entry.hash;
      return entry;
    });
    const columns = columnsOf(sealed);
    await writing;
    writing = insert(tx, columns, head);
    writing.catch(() => undefined); // awaited before the next piece, which may fail first
    await nextTick(); // lets the statement leave before the next piece is computed
  }
  await writing;
}

type Columns = ReturnType<typeof columnsOf>;

function columnsOf(rows: readonly SealedEntry[]) {
  const texts = (of: (row: SealedEntry) => string | null) => binaryArray("text", rows.map(of));
  const bytes = (of: (row: SealedEntry) => Uint8Array) => binaryArray("bytea", rows.map(of));
  return {
    first: rows[0]!.seq,
    recordedAt: rows[0]!.recordedAt,
    action: texts((row) => row.action),
    outcome: texts((row) => row.outcome),
    actorKind: texts((row) => row.actorKind),
    actorId: texts((row) => row.actorId),
    actorName: texts((row) => row.actorName),
    subject: texts((row) => row.subject),
    requestId: texts((row) => row.requestId),
    body: bytes((row) => row.body),
    prevHash: bytes((row) => row.prevHash),
    hash: bytes((row) => row.hash),
  };
}

/** The head moves with each piece: one statement less to wait for. */
async function insert(tx: Transaction, columns: Columns, head: LedgerHead): Promise<void> {
  await bulk(tx).execute`
    WITH head AS (
      UPDATE audit_head SET size = ${head.size}::bigint, hash = ${new Uint8Array(head.hash)}::bytea WHERE id = 1
    )
    INSERT INTO audit_entries
      (seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash)
    SELECT ${columns.first}::bigint + place - 1, ${columns.recordedAt}::timestamptz, action, outcome, actor_kind,
           actor_id, actor_name, subject, request_id, body, prev_hash, hash
    FROM unnest(
      ${columns.action}::text[], ${columns.outcome}::text[], ${columns.actorKind}::text[], ${columns.actorId}::text[],
      ${columns.actorName}::text[], ${columns.subject}::text[], ${columns.requestId}::text[],
      ${columns.body}::bytea[], ${columns.prevHash}::bytea[], ${columns.hash}::bytea[]
    ) WITH ORDINALITY
      AS t(action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash, place)`;
}
