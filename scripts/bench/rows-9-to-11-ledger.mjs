import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { packProgram } from "../bootstrap/pack-program.mjs";
import { runChild } from "../bootstrap/run-child.mjs";
import { startPostgres } from "../bootstrap/start-postgres.mjs";

const MILLION = 1_000_000;
const EXPORTS = 5;
const TARGET = { append: 0.85, verify: 0.8, csv: 1.25 };
const OFFLINE = "scripts/bench/ledger/offline.mjs";
const COLUMNS = `seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id,
  encode(prev_hash, 'hex'), encode(hash, 'hex'), convert_from(body, 'UTF8')`;

/** Rows 9, 10 and 11: the ledger's bulk writer, its verification and its export, on a durable PostgreSQL server. */
export async function ledgerRows({ directory }, wanted) {
  const postgres = await startPostgres({ durable: true }).catch((error) => error);
  if (postgres instanceof Error) return [{ row: 9, title: "the ledger, rows 9 to 11", missing: postgres.message }];
  const program = await packProgram("scripts/bench/ledger/program.ts");
  const secret = randomBytes(32).toString("hex");
  const run = (url, mode, argument) =>
    answerOf(program.file, [mode, argument ?? ""], { DATABASE_URL: url, PORTAL_SECRET: secret, LOG_LEVEL: "error" });
  try {
    const rows = [];
    if (wanted(9)) {
      const url = await newDatabase(postgres.url, "appends");
      rows.push(appendRow(await run(url, "appends", url)));
    }
    if (!wanted(10, 11)) return rows;
    const url = await newDatabase(postgres.url, "million");
    await run(url, "fill", String(MILLION));
    if (wanted(10)) {
      rows.push(...verifyRows("in the portal", await run(url, "verify")));
      rows.push(...verifyRows("offline, of a database", await answerOf(OFFLINE, [url])));
      const folder = path.resolve(directory, "archive");
      rmSync(folder, { recursive: true, force: true });
      await run(url, "archive", folder);
      rows.push(...verifyRows("offline, of an archive, by threads", await answerOf(OFFLINE, [folder])));
      rmSync(folder, { recursive: true, force: true });
    }
    if (wanted(11)) rows.push(await csvRow(url, run));
    return rows;
  } finally {
    program.remove();
    await postgres.stop();
  }
}

async function newDatabase(serverUrl, name) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** What a program of the bench measured, told before its end. */
async function answerOf(file, args, env = {}) {
  const child = fork(file, args, { env: { ...process.env, ...env }, execArgv: [] });
  let answer;
  child.once("message", (message) => {
    answer = message;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0 || !answer) throw new Error(`${file} ${args[0]} ended with code ${code}`);
  return answer;
}

function appendRow({ chained, unchained, median: usual, p99, holds }) {
  if (!holds) throw new Error("the ledger does not verify after the appends");
  const waited = `p99 of an append ${p99.toFixed(1)} ms, median ${usual.toFixed(1)} ms`;
  // Slices that stand beside each other: the machine's best moments are shorter than a slice, and fall to one side.
  const slices = chained.map((ours, i) => ({ ours, theirs: unchained[i], ratio: ours / unchained[i] }));
  slices.sort((a, b) => a.ratio - b.ratio);
  const middle = slices[Math.floor(slices.length / 2)];
  const [worst, best] = [slices[0], slices.at(-1)].map(({ ratio }) => ratio.toFixed(2));
  const ofBests = (Math.max(...chained) / Math.max(...unchained)).toFixed(2);
  return {
    row: 9,
    title: "append, 256 producers, durable ÷ unchained batched insert",
    ours: middle.ours,
    theirs: middle.theirs,
    unit: "rows/s",
    target: TARGET.append,
    atLeast: true,
    note: `the middle of ${slices.length}; best ${best}, worst ${worst}; each side's best ${ofBests}; ${waited}`,
  };
}

/** Of a million entries: beside a hash of each, and beside all that a tree needs, of the same bytes as the verifier's. */
function verifyRows(where, { ours, raw, needed, entries, peakMegabytes, startMegabytes }) {
  const started = startMegabytes ? `, ${startMegabytes.toFixed(0)} MB before it began` : "";
  const row = (beside, theirs, note) => ({
    row: 10,
    title: `verify a million, ${where} ÷ raw SHA-256 in Node ${beside}`,
    ours: entries / Math.min(...ours),
    theirs: entries / Math.min(...theirs),
    unit: "rows/s",
    target: TARGET.verify,
    atLeast: true,
    note,
  });
  return [
    row("of the entries' bytes", raw, `best of ${ours.length}; peak ${peakMegabytes.toFixed(0)} MB${started}`),
    row("of all bytes hashed, leaves and nodes", needed, "chain, columns, tree and checkpoints are checked"),
  ];
}

async function csvRow(url, run) {
  const ours = [];
  const theirs = [];
  let last;
  for (let round = 0; round < EXPORTS; round++) {
    last = await run(url, "csv", "csv");
    if (last.rows < MILLION || last.bytes < 100 * last.rows) throw new Error("the export is not whole");
    ours.push(last.seconds);
    theirs.push(await psqlCopy(url));
  }
  return {
    row: 11,
    title: "CSV of a million entries ÷ psql COPY of the same columns",
    ours: Math.min(...ours),
    theirs: Math.min(...theirs),
    unit: "s",
    target: TARGET.csv,
    note: `best of ${EXPORTS}; ${(last.bytes / 1024 ** 2).toFixed(0)} MB, peak ${last.peakMegabytes.toFixed(0)} MB, ${last.startMegabytes.toFixed(0)} MB before it began`,
  };
}

async function psqlCopy(url) {
  const started = performance.now();
  const copy = `COPY (SELECT ${COLUMNS} FROM audit_entries ORDER BY seq) TO STDOUT (FORMAT csv)`;
  const { code } = await runChild("psql", ["-X", "-q", "-d", url, "-c", copy], { silent: true });
  if (code !== 0) throw new Error(`psql ended with code ${code}`);
  return (performance.now() - started) / 1_000;
}
