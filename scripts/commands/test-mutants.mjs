import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mutants } from "../../tests/mutants/mutants.mjs";
import { suites } from "../../tests/mutants/suites.mjs";
import { generate } from "../bootstrap/prepare.mjs";
import { say, timed } from "../bootstrap/progress.mjs";
import { projectRoot } from "../bootstrap/project-root.mjs";
import { applyMutant } from "../mutants/apply-mutant.mjs";
import { copyTree } from "../mutants/copy-tree.mjs";
import { runSuite } from "../mutants/run-suite.mjs";

/** Workers, each with a copy of the project. */
const WORKERS = 2;

/**
 * Makes each deliberate mistake in a copy of the project and asks whether a test notices. Arguments narrow the list down
 * to names that contain one of them. Leaves with 1 when a mistake survives, or can no longer be made.
 */
export async function run(words) {
  await generate();
  const chosen = mutants.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const trees = Array.from({ length: WORKERS }, () => copyTree(projectRoot));
  const started = Date.now();
  try {
    await timed("Without a mistake", () => inParallel(trees, neededBy(chosen), mustPass));
    const verdicts = await inParallel(trees, chosen, judge);
    const survivors = verdicts.filter(({ killed }) => !killed);
    process.stdout.write(`${table(verdicts)}\n`);
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(`${verdicts.length - survivors.length} killed, ${survivors.length} survived, ${seconds} s\n`);
    return survivors.length > 0 || verdicts.length === 0 ? 1 : 0;
  } finally {
    for (const tree of trees) tree.remove();
  }
}

function neededBy(chosen) {
  return Object.keys(suites).filter((suite) => chosen.some((mutant) => mutant.suites.includes(suite)));
}

/** Results in the order of the items, whoever worked on them. */
async function inParallel(trees, items, work) {
  const results = [];
  const waiting = items.entries();
  const worker = async (tree) => {
    for (const [index, item] of waiting) results[index] = await work(item, tree);
  };
  await Promise.all(trees.map(worker));
  return results;
}

async function mustPass(suite, { folder }) {
  const failed = await runSuite(folder, suites[suite]);
  if (failed) throw new Error(`"${failed.title}" fails without any mistake: ${failed.why}`);
}

async function judge(mutant, { folder }) {
  const file = path.join(folder, mutant.file);
  const source = readFileSync(file, "utf8");
  const started = Date.now();
  let killed = null;
  try {
    writeFileSync(file, applyMutant(source, mutant));
    for (const suite of mutant.suites) {
      killed = await runSuite(folder, suites[suite]);
      if (killed) break;
    }
  } catch (error) {
    say(`${mutant.name}: ${error.message}`);
  } finally {
    writeFileSync(file, source);
  }
  const seconds = (Date.now() - started) / 1000;
  say(`${killed ? "killed  " : "SURVIVED"} ${mutant.name} (${seconds.toFixed(1)} s)`);
  return { mutant, killed };
}

function table(verdicts) {
  const rows = verdicts.map(({ mutant, killed }) => [
    mutant.name,
    mutant.breaks,
    killed ? `${killed.title.slice(0, 50)}: ${killed.why}` : "SURVIVED",
  ]);
  const head = ["Mistake", "Against", "Killed by"];
  const widths = head
    .slice(0, 2)
    .map((_title, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return [head, ...rows].map(line).join("\n");
}
