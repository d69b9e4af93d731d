import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { appendRefusal } from "./append-refusal";
import { lockHead } from "./lock-head";
import { type NewAuditEntry, type SealedEntry, sealEntry } from "./seal-entry";

const ROWS_PER_STATEMENT = 5_000;

/**
 * Appends entries in order, as appendAuditEntry does for one: the chain is computed in memory under the head's lock
 * and written in one statement per 5,000 entries. Call it last in the transaction. An empty list takes no lock.
 */
export async function appendAuditEntries(
  tx: Transaction,
  ctx: RequestContext,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  try {
    const head = await lockHead(tx);
    const sealed: SealedEntry[] = [];
    for (const entry of entries) {
      const last = sealEntry(head, ctx, entry);
      sealed.push(last);
      head.size += 1n;
      head.hash = last.hash;
    }
    for (let from = 0; from < sealed.length; from += ROWS_PER_STATEMENT)
      await insert(tx, sealed.slice(from, from + ROWS_PER_STATEMENT));
    const next = { size: head.size, hash: new Uint8Array(head.hash) };
    await tx.auditHead.update({ where: { id: 1 }, data: next });
    for (const entry of sealed) auditEventsTotal.inc({ event_type: entry.action, outcome: entry.outcome });
  } catch (error) {
    throw appendRefusal(error);
  }
}

/** The columns every entry of one call shares are sent once; bytes travel as hexadecimal text. */
async function insert(tx: Transaction, rows: SealedEntry[]): Promise<void> {
  const shared = rows[0]!;
  await tx.$executeRaw`
    INSERT INTO audit_entries
      (seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, prev_hash, hash)
    SELECT seq, ${shared.recordedAt}::timestamptz, action, outcome,
           ${shared.actorKind}::text, ${shared.actorId}::text, ${shared.actorName}::text, subject,
           ${shared.requestId}::text, decode(body, 'hex'), decode(prev, 'hex'), decode(hash, 'hex')
    FROM unnest(
      ${rows.map((row) => row.seq)}::bigint[],
      ${rows.map((row) => row.action)}::text[],
      ${rows.map((row) => row.outcome)}::text[],
      ${rows.map((row) => row.subject)}::text[],
      ${rows.map((row) => row.body.toString("hex"))}::text[],
      ${rows.map((row) => Buffer.from(row.prevHash).toString("hex"))}::text[],
      ${rows.map((row) => row.hash.toString("hex"))}::text[]
    ) AS t(seq, action, outcome, subject, body, prev, hash)`;
}
