import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { timed } from "./progress.mjs";
import { runChild } from "./run-child.mjs";
import { countResults } from "./test-results.mjs";

const node = (args, options) => runChild(process.execPath, args, options);

/** Lint beside route types and types: each is silent when it passes, and one failure when it does not. */
export async function staticChecks() {
  const check = async (name, args) => {
    const { code, output } = await timed(name, () => node(args, { capture: true }));
    if (code !== 0) process.stderr.write(output);
    return code === 0 ? 0 : 1;
  };
  const types = async () =>
    (await check("Route types", ["node_modules/next/dist/bin/next", "typegen"])) +
    (await check("Types", ["node_modules/typescript/bin/tsc", "--noEmit"]));
  const [lint, typed] = await Promise.all([
    check("Lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]),
    types(),
  ]);
  return { passed: 0, failed: lint + typed };
}

/** One vitest project, with its own report; `args` narrow it down. */
export async function vitestProject(title, project, { env = {}, args = [] } = {}) {
  return await withReport(async (report) => {
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
    const command = ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters, ...args];
    return await timed(title, () => node(command, { env }));
  });
}

/** The journeys in Chromium, without traces, which cost a tenth of the time: one failing journey is run again by hand. */
export async function endToEnd(chromium) {
  return await withReport(async (report) => {
    const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const command = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", "--trace=off"];
    return await timed("End-to-end tests", () => node(command, { env }));
  });
}

/** A runner that leaves with an error although its report shows none has failed all the same. */
async function withReport(work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "medinovai-test-"));
  const report = path.join(folder, "report.json");
  try {
    const { code } = await work(report);
    const counts = countResults(report);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
