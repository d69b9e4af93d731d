import { COLUMN } from "@/lib/audit/ledger-page";
import { readLedger } from "@/lib/audit/read-ledger";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { neededHashes } from "./needed-hashes.mjs";
import { rawHashes } from "./raw-hashes.mjs";

const ROUNDS = 5;
const SAMPLE = 1_000;

/** Row 10, the portal's own verification: seconds of it, and of as many raw hashes, in turns. */
export async function verify() {
  const ours: number[] = [];
  const raw: number[] = [];
  const needed: number[] = [];
  const before = process.memoryUsage.rss() / 1024 / 1024;
  let entries = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const leaves = await someLeaves();
    const started = performance.now();
    const verdict = await verifyLedger();
    ours.push((performance.now() - started) / 1_000);
    if (!verdict.ok) throw new Error(`the ledger does not verify: ${verdict.reason}`);
    entries = verdict.entries;
    raw.push(rawHashes(leaves, entries));
    needed.push(neededHashes(leaves, entries));
  }
  return { ours, raw, needed, entries, startMegabytes: before };
}

async function someLeaves(): Promise<Buffer[]> {
  const leaves: Buffer[] = [];
  for await (const page of readLedger(BigInt(SAMPLE)))
    for (let row = 0; row < page.count; row++) leaves.push(Buffer.concat([Buffer.of(0), page.bytes(row, COLUMN.body)]));
  return leaves;
}
