import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { countResults } from "./test-results.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "results-"));

function report(content) {
  const file = path.join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("a vitest report counts its tests, and a file that could not be loaded as one failure", () => {
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "passed", assertionResults: [{}, {}] },
  ];
  expect(countResults(report({ numPassedTests: 2, numFailedTests: 0, testResults }))).toEqual({ passed: 2, failed: 1 });
});

test("a Playwright report counts flaky as passed and global errors as failed", () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2 };
  expect(countResults(report({ stats, errors: [{}] }))).toEqual({ passed: 4, failed: 3 });
});

test("no report, or one with nothing in it, is a failure", () => {
  expect(countResults(path.join(folder, "absent.json"))).toEqual({ passed: 0, failed: 1 });
  const empty = report({ numPassedTests: 0, numFailedTests: 0, testResults: [] });
  expect(countResults(empty)).toEqual({ passed: 0, failed: 1 });
});
