import { randomBytes } from "node:crypto";
import { bulkAppend } from "@/lib/audit/bulk-append";
import { draftEntry, type NewAuditEntry } from "@/lib/audit/draft-entry";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { SALT_BYTES, sealEntry } from "@/lib/audit/seal-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { quantile } from "../statistics.mjs";
import { chatEvent, ctx } from "./chat-event";
import { collectGarbage } from "./collect-garbage";
import { produce } from "./produce";
import { unchainedTable } from "./unchained";

const PER_SLICE = 60_000;
const ROUNDS = 9;

/** Row 9: entries per second through the bulk writer, and of the same rows unchained, in turns; waits of the former. */
export async function appends(url: string) {
  const beside = await unchainedTable(url);
  const chained: number[] = [];
  const unchained: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const base = round * PER_SLICE;
    const events = Array.from({ length: PER_SLICE }, (_, index) => chatEvent(base + index));
    await beside.checkpoint();
    collectGarbage();
    const ours = await produce(PER_SLICE, (index) => {
      const draft = draftEntry(ctx, events[index]!);
      return bulkAppend(async () => ({ result: null, drafts: [draft] }));
    });
    const rows = finishedRows(base, events);
    await beside.checkpoint();
    collectGarbage();
    const theirs = await produce(PER_SLICE, (index) => beside.insert(rows[index]!));
    if (round === 0) continue; // both sides warm up
    chained.push(PER_SLICE / ours.seconds);
    unchained.push(PER_SLICE / theirs.seconds);
    waits.push(...ours.waits);
  }
  await beside.close();
  const { ok, entries } = await verifyLedger();
  const [median, p99] = [0.5, 0.99].map((q) => quantile(waits, q));
  return { chained, unchained, median, p99, holds: ok && entries === (ROUNDS + 1) * PER_SLICE };
}

/** Rows with the bytes and hashes that the ledger's have; made before the clock runs. */
function finishedRows(base: number, events: readonly NewAuditEntry[]) {
  const now = new Date();
  const salt = randomBytes(SALT_BYTES).toString("hex");
  return events.map((event, index) => {
    const head = { size: BigInt(base + index), hash: EMPTY_LEDGER_HASH, now };
    return sealEntry(head, draftEntry(ctx, event), salt);
  });
}
