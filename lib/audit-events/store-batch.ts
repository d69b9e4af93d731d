import "server-only";
import { bulkAppend } from "@/lib/audit/bulk-append";
import { draftEntries } from "@/lib/audit/draft-entries";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { Transaction } from "@/lib/db/client";
import { recordHeartbeat } from "@/lib/db/heartbeat";
import type { RequestContext } from "@/lib/telemetry/context";
import type { BatchReport, Refusal } from "./batch-report";
import { clockOff } from "./clock-off";
import { emitterLeg } from "./emitter-leg";
import { eventEntry } from "./event-entry";
import { insertEvents, readKnownEvents } from "./event-rows";
import { placeEvents, skipTo } from "./place-events";
import type { ReadBatch } from "./read-batch";
import type { ReadEvent } from "./read-event";

export interface StoredBatch {
  report: BatchReport;
  accepted: ReadEvent[];
}

/**
 * Everything that a batch says, in one transaction: which events are new, where the emitter's numbers stand, and the
 * ledger's entries, last. Batches of one emitter wait for each other here; those that come at once share a transaction.
 */
export function storeBatch(ctx: RequestContext, emitter: string, batch: ReadBatch): Promise<StoredBatch> {
  return bulkAppend(async (tx) => {
    const { lastSeq, now } = await lockEmitter(tx, emitter);
    const known = await readKnownEvents(tx, emitter, batch.events);
    const placed = placeEvents({ name: emitter, lastSeq }, batch.events, known);
    for (const beat of batch.heartbeats) skipTo(placed, beat.lastSeq);
    const { accepted, duplicates, gaps } = placed;
    const refused = [...batch.refused, ...placed.refused].sort((a, b) => a.line - b.line);
    const timed = accepted.map((one) => ({ ...one, off: clockOff(one.event.timestamp, now.getTime()) }));
    await insertEvents(tx, emitter, accepted);
    const said = { lastSeq: placed.lastSeq, accepted: accepted.length, beats: batch.heartbeats.length };
    await moveEmitter(tx, emitter, { ...said, gaps: gaps.length, refused });
    await recordHeartbeat(tx, emitterLeg(emitter));
    const drafts = draftEntries(ctx, [
      ...gaps.map(
        (gap): NewAuditEntry => ({ action: "EMITTER_GAP", outcome: "failure", ...about(emitter), detail: gap }),
      ),
      ...timed.map(({ event, off }) => eventEntry(emitter, event, off)),
      ...refusalEntry(emitter, refused),
    ]);
    const flagged = timed.flatMap(({ line, off }) =>
      off === null ? [] : [{ line, code: off > 0 ? ("clock_ahead" as const) : ("clock_behind" as const) }],
    );
    const counts = { accepted: accepted.length, duplicates, heartbeats: batch.heartbeats.length };
    const report = { ...counts, refused, gaps, flagged, lastSequence: placed.lastSeq };
    return { result: { accepted, report }, drafts };
  });
}

async function lockEmitter(tx: Transaction, name: string): Promise<{ lastSeq: number; now: Date }> {
  await tx.$executeRaw`INSERT INTO audit_emitters (name) VALUES (${name}) ON CONFLICT (name) DO NOTHING`;
  const [row] = await tx.$queryRaw<{ lastSeq: bigint; now: Date }[]>`
    SELECT last_seq AS "lastSeq", clock_timestamp() AS now FROM audit_emitters WHERE name = ${name} FOR UPDATE`;
  if (!row) throw new Error("the emitter's row vanished inside its transaction");
  return { lastSeq: Number(row.lastSeq), now: row.now };
}

interface Said {
  lastSeq: number;
  accepted: number;
  beats: number;
  gaps: number;
  refused: readonly Refusal[];
}

async function moveEmitter(tx: Transaction, name: string, said: Said): Promise<void> {
  const { lastSeq, accepted, beats, gaps, refused } = said;
  await tx.$executeRaw`
    UPDATE audit_emitters SET
      last_seq = ${lastSeq}::bigint,
      received = received + ${accepted}::int,
      last_event_at = CASE WHEN ${accepted}::int > 0 THEN clock_timestamp() ELSE last_event_at END,
      last_heartbeat_at = CASE WHEN ${beats}::int > 0 THEN clock_timestamp() ELSE last_heartbeat_at END,
      last_gap_at = CASE WHEN ${gaps}::int > 0 THEN clock_timestamp() ELSE last_gap_at END,
      refused = refused + ${refused.length}::int,
      last_refused_at = CASE WHEN ${refused.length}::int > 0 THEN clock_timestamp() ELSE last_refused_at END,
      last_refusal = COALESCE(${refused.at(-1)?.code ?? null}::text, last_refusal)
    WHERE name = ${name}`;
}

function about(emitter: string) {
  return { subject: { type: "emitter", id: emitter } };
}

/** That lines were refused is itself in the ledger: how many for which reason, and which came first. */
function refusalEntry(emitter: string, refused: readonly Refusal[]): NewAuditEntry[] {
  const [first] = refused;
  if (!first) return [];
  const codes: Record<string, number> = {};
  for (const { code } of refused) codes[code] = (codes[code] ?? 0) + 1;
  const detail = { lines: refused.length, codes, firstLine: first.line, reason: first.detail };
  return [{ action: "EMITTER_LINES_REFUSED", outcome: "denied", ...about(emitter), detail }];
}
