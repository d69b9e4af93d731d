import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { judgeProof } from "../audit-evidence/judge-proof.mjs";
import { keptText } from "../audit-evidence/kept-text.mjs";
import { trustedKeys } from "../audit-evidence/trusted-keys.mjs";
import { openSource } from "../audit-verify/open-source.mjs";
import { CODES, Problem } from "../audit-verify/problem.mjs";
import { verifyLedger } from "../audit-verify/verify.mjs";

const USAGE = `Usage: npm run audit:verify -- <folder of an unpacked archive | postgresql://…> [options]
       npm run audit:verify -- --proof <file> [options]
  --proof <file>       one entry with its proof, as the entry's page gives it; - reads what is pasted or piped
  --key <key>          with --proof: a verifier key; may be given several times, and does not count beside --keys
  --keys <file>        verifier keys that you got from elsewhere, one per line; without it the ledger's own are believed
  --checkpoint <file>  a checkpoint that was kept elsewhere, or a folder of them; may be given several times
  --anchors <folder>   the folder of an anchor, or what was fetched from one: its files <size>.checkpoint, at least one
  --json               the report as JSON
Exit codes: 0 verified, 1 tampered, 2 incomplete, 3 wrong usage. A ledger that ends before an anchored checkpoint is
incomplete as an archive, which may have been made earlier or cut off on its way, and tampered as a database.`;

/** Verifies a ledger offline, with Node alone (a database needs the installed driver). */
export async function run(args) {
  let options;
  try {
    options = parseArgs({
      args,
      allowPositionals: true,
      options: {
        proof: { type: "string" },
        key: { type: "string", multiple: true, default: [] },
        keys: { type: "string" },
        checkpoint: { type: "string", multiple: true, default: [] },
        anchors: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    });
    const places = options.positionals.length + (options.values.proof === undefined ? 0 : 1);
    if (places !== 1) throw new Error("Name one folder, one database or one proof.");
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return CODES.usage;
  }
  const { values, positionals } = options;
  const isProof = values.proof !== undefined;
  const report = await judged(() => (isProof ? judgeProof(values) : judge(positionals[0], values)));
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(`${wordsOf(report, values.keys)}\n`);
  return CODES[report.verdict];
}

async function judged(judge) {
  try {
    return { verdict: "ok", ...(await judge()) };
  } catch (error) {
    if (error instanceof Problem) return { verdict: error.kind, firstBadSeq: error.seq, reason: error.message };
    return { verdict: "usage", firstBadSeq: null, reason: error.message };
  }
}

async function judge(where, { keys, checkpoint, anchors }) {
  const started = performance.now();
  const source = await openSource(where);
  try {
    const kept = [...checkpoint.flatMap(notesIn), ...anchors.flatMap(anchoredIn)];
    const options = { kept, trusted: keys && trustedKeys(keys) };
    const report = await verifyLedger(source, options);
    return { ...report, seconds: Number(((performance.now() - started) / 1_000).toFixed(2)) };
  } finally {
    await source.close?.();
  }
}

function notesIn(place) {
  const files = statSync(place).isDirectory() ? readdirSync(place).map((name) => path.join(place, name)) : [place];
  return files.map(noteOf);
}

/** A folder without one would compare with nothing, and look like a success. */
function anchoredIn(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".checkpoint"));
  if (files.length === 0) throw new Problem("incomplete", `there is no checkpoint in ${folder}`);
  return files.map((name) => noteOf(path.join(folder, name)));
}

function noteOf(file) {
  return { name: path.basename(file), note: keptText(file) };
}

function wordsOf(report, keys) {
  if (report.verdict !== "ok") {
    const at = report.firstBadSeq === null ? "" : ` Entry ${report.firstBadSeq}:`;
    return `${report.verdict.toUpperCase()}.${at} ${report.reason}.`;
  }
  if ("entry" in report) return wordsOfProof(report, keys);
  const { entries, pruned, checkpoints, kept, unsigned, clockRegressions, origin, root, seconds } = report;
  return [
    `OK. ${entries} entries of ${origin} in ${seconds} s, ${checkpoints} checkpoints agree, root ${root}.`,
    kept > 0 ? `${kept} of them were kept elsewhere.` : "",
    unsigned > 0 ? `The last ${unsigned} are not signed yet.` : "",
    pruned > 0 ? `Of the first ${pruned} only the hashes are left: their time was over, as an entry tells.` : "",
    clockRegressions > 0 ? `The clock went back ${clockRegressions} times.` : "",
    keys ? "" : "The keys came with the ledger: compare them with the ones you were given (--keys).",
  ]
    .filter(Boolean)
    .join("\n");
}

function wordsOfProof({ seq, entry, origin, size, root }, keys) {
  return [
    `OK. Entry ${seq} of ${origin} is among the ${size} entries that were signed, root ${root}. Its bytes:`,
    entry,
    keys ? "" : "The keys came with the command: compare them with the ones you were given (--keys).",
  ]
    .filter(Boolean)
    .join("\n");
}
