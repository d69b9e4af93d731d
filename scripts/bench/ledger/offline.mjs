// Row 10, the offline verifier: `offline.mjs <postgresql://… | folder>`, in a process of its own; answered by message.
import { openSource } from "../../audit-verify/open-source.mjs";
import { verifyLedger } from "../../audit-verify/verify.mjs";
import { neededHashes } from "./needed-hashes.mjs";
import { peakMegabytes } from "./peak-megabytes.mjs";
import { rawHashes } from "./raw-hashes.mjs";

const ROUNDS = 5;
const SAMPLE = 1_000;
const [where] = process.argv.slice(2);

async function someLeaves() {
  const source = await openSource(where);
  const leaves = [];
  for await (const page of source.pages()) {
    for (let row = 0; row < page.count; row++) leaves.push(Buffer.from(page.leaf(row)));
    if (leaves.length >= SAMPLE) break;
  }
  await source.close?.();
  return leaves;
}

const ours = [];
const raw = [];
const needed = [];
let entries = 0;
for (let round = 0; round < ROUNDS; round++) {
  const source = await openSource(where);
  const started = performance.now();
  const report = await verifyLedger(source);
  ours.push((performance.now() - started) / 1_000);
  await source.close?.();
  entries = report.entries;
  const leaves = await someLeaves();
  raw.push(rawHashes(leaves, entries));
  needed.push(neededHashes(leaves, entries));
}
process.send({ ours, raw, needed, entries, peakMegabytes: peakMegabytes() }, () => process.disconnect());
