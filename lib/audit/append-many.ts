import "server-only";
import { randomBytes } from "node:crypto";
import { setImmediate as nextTick } from "node:timers/promises";
import { binaryArray } from "@/lib/db/binary-array";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { appendRefusal } from "./append-refusal";
import { type DraftEntry, draftEntry, type NewAuditEntry } from "./draft-entry";
import { lockHead } from "./lock-head";
import { SALT_BYTES, type SealedEntry, sealEntry } from "./seal-entry";

const ROWS_PER_STATEMENT = 1_000;

/**
 * Appends entries in order, as appendAuditEntry does for one. What does not need the head's lock is done before it is
 * taken; then the chain is computed in memory, a piece while the database writes the one before. Call it last in the
 * transaction. An empty list takes no lock.
 */
export async function appendAuditEntries(
  tx: Transaction,
  ctx: RequestContext,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  try {
    await appendDrafts(
      tx,
      entries.map((entry) => draftEntry(ctx, entry)),
    );
    for (const { action, outcome = "success" } of entries) auditEventsTotal.inc({ event_type: action, outcome });
  } catch (error) {
    throw appendRefusal(error);
  }
}

async function appendDrafts(tx: Transaction, drafts: readonly DraftEntry[]): Promise<void> {
  const salts = randomBytes(SALT_BYTES * drafts.length);
  const head = await lockHead(tx);
  const writes: Promise<unknown>[] = [];
  try {
    for (let from = 0; from < drafts.length; from += ROWS_PER_STATEMENT) {
      const sealed = drafts.slice(from, from + ROWS_PER_STATEMENT).map((draft, index) => {
        const salt = salts.subarray((from + index) * SALT_BYTES, (from + index + 1) * SALT_BYTES);
        const entry = sealEntry(head, draft, salt);
        head.size += 1n;
        head.hash = entry.hash;
        return entry;
      });
      writes.push(insert(tx, sealed));
      await nextTick(); // lets the statement leave before the next piece is computed
    }
  } finally {
    await Promise.allSettled(writes);
  }
  await Promise.all(writes);
  const next = { size: head.size, hash: new Uint8Array(head.hash) };
  await tx.auditHead.update({ where: { id: 1 }, data: next });
}

async function insert(tx: Transaction, rows: SealedEntry[]): Promise<void> {
  const texts = (of: (row: SealedEntry) => string | null) => binaryArray("text", rows.map(of));
  const bytes = (of: (row: SealedEntry) => Uint8Array) => binaryArray("bytea", rows.map(of));
  await tx.$executeRaw`
    INSERT INTO audit_entries
      (seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash)
    SELECT ${rows[0]!.seq}::bigint + place - 1, ${rows[0]!.recordedAt}::timestamptz, action, outcome, actor_kind,
           actor_id, actor_name, subject, request_id, body, prev_hash, hash
    FROM unnest(
      ${texts((row) => row.action)}::text[], ${texts((row) => row.outcome)}::text[],
      ${texts((row) => row.actorKind)}::text[], ${texts((row) => row.actorId)}::text[],
      ${texts((row) => row.actorName)}::text[], ${texts((row) => row.subject)}::text[],
      ${texts((row) => row.requestId)}::text[], ${bytes((row) => row.body)}::bytea[],
      ${bytes((row) => row.prevHash)}::bytea[], ${bytes((row) => row.hash)}::bytea[]
    ) WITH ORDINALITY
      AS t(action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash, place)`;
}
