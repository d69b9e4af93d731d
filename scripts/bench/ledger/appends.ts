import { randomBytes } from "node:crypto";
import { bulkAppend } from "@/lib/audit/bulk-append";
import { draftEntry } from "@/lib/audit/draft-entry";
import { EMPTY_LEDGER_HASH } from "@/lib/audit/ledger-head";
import { SALT_BYTES, sealEntry } from "@/lib/audit/seal-entry";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { chatEvent, ctx } from "./chat-event";
import { produce } from "./produce";
import { unchainedTable } from "./unchained";

const PER_SLICE = 20_000;
const ROUNDS = 7;

/** Row 9: entries per second through the bulk writer, and of the same rows unchained, in turns; waits of the former. */
export async function appends(url: string) {
  const beside = await unchainedTable(url);
  const chained: number[] = [];
  const unchained: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const base = round * PER_SLICE;
    await beside.checkpoint();
    const ours = await produce(PER_SLICE, (index) => {
      const draft = draftEntry(ctx, chatEvent(base + index));
      return bulkAppend(async () => [draft]);
    });
    const rows = finishedRows(base);
    await beside.checkpoint();
    const theirs = await produce(PER_SLICE, (index) => beside.insert(rows[index]!));
    if (round === 0) continue; // both sides warm up
    chained.push(PER_SLICE / ours.seconds);
    unchained.push(PER_SLICE / theirs.seconds);
    waits.push(...ours.waits);
  }
  await beside.close();
  const { ok, entries } = await verifyLedger();
  return { chained, unchained, waits, holds: ok && entries === (ROUNDS + 1) * PER_SLICE };
}

/** Rows with the bytes and hashes that the ledger's have; made before the clock runs. */
function finishedRows(base: number) {
  const now = new Date();
  const salt = randomBytes(SALT_BYTES).toString("hex");
  return Array.from({ length: PER_SLICE }, (_, index) => {
    const head = { size: BigInt(base + index), hash: EMPTY_LEDGER_HASH, now };
    return sealEntry(head, draftEntry(ctx, chatEvent(base + index)), salt);
  });
}
