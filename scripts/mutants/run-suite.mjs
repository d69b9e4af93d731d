import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runChild } from "../bootstrap/run-child.mjs";

/** Slowness is no proof: on a busy machine a test may take its time. */
const TIMEOUT = "--testTimeout=600000";

/**
 * Runs one suite in a copied tree, up to its first failure. Resolves to the failing test, null when all pass. Throws when
 * no test failed and yet the run did: the edit does not compile, or a file cannot be loaded, and nothing was shown.
 */
export async function runSuite(folder, { project, args, env }) {
  const report = path.join(folder, "report.json");
  rmSync(report, { force: true });
  const command = ["node_modules/vitest/vitest.mjs", "run", "--project", project, "--bail=1", TIMEOUT];
  const reporters = ["--reporter=json", `--outputFile.json=${report}`];
  const { code, output } = await runChild(process.execPath, [...command, ...reporters, ...args], {
    cwd: folder,
    capture: true,
    env: { ...env, MODEL_SHRINK: "no" },
  });
  if (!existsSync(report)) throw new Error(`the tests did not run:\n${output.slice(-2_000)}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failed = tests.find(({ status }) => status === "failed");
  const message = failed?.failureMessages[0] ?? "";
  if (/timed out/i.test(message)) throw new Error(`"${failed.title}" took too long`);
  if (failed) return { title: failed.title, why: reason(message) };
  if (code !== 0) throw new Error(`no test failed, but the run did:\n${output.slice(-2_000)}`);
  if (!tests.some(({ status }) => status === "passed")) throw new Error("no test ran");
  return null;
}

/** The invariant's own words, where fast-check puts its report around them. */
function reason(message) {
  const [, cause = message] = message.split("Got ");
  const [line = ""] = cause.split("\n");
  return line
    .replace(/^(?:\w*Error: )*/i, "")
    .split(/: \[/)[0]
    .slice(0, 70);
}
