// Row 10, the offline verifier: `offline.mjs <postgresql://… | folder>`, in a process of its own; answered by message.
import { databaseSource } from "../../audit-verify/database-source.mjs";
import { directorySource } from "../../audit-verify/directory-source.mjs";
import { verifyLedger } from "../../audit-verify/verify.mjs";
import { peakMegabytes } from "./peak-megabytes.mjs";
import { rawHashes } from "./raw-hashes.mjs";

const ROUNDS = 5;
const SAMPLE = 1_000;
const [where] = process.argv.slice(2);
const open = () => (where.includes("://") ? databaseSource(where) : directorySource(where));

async function someLeaves() {
  const source = await open();
  const leaves = [];
  for await (const page of source.pages()) {
    leaves.push(...page.map(({ leaf }) => Buffer.from(leaf)));
    if (leaves.length >= SAMPLE) break;
  }
  await source.close?.();
  return leaves;
}

const ours = [];
const raw = [];
let entries = 0;
for (let round = 0; round < ROUNDS; round++) {
  const source = await open();
  const started = performance.now();
  const report = await verifyLedger(source);
  ours.push((performance.now() - started) / 1_000);
  await source.close?.();
  entries = report.entries;
  raw.push(rawHashes(await someLeaves(), entries));
}
process.send({ ours, raw, entries, peakMegabytes: peakMegabytes() }, () => process.disconnect());
