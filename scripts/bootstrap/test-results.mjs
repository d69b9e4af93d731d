import { existsSync, readFileSync } from "node:fs";

/** Counts of a vitest or Playwright JSON report. A report that is missing or empty is one failure, never a pass. */
export function countResults(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const counts = report.stats ? playwright(report) : vitest(report);
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}

function vitest(report) {
  // A file that cannot be loaded has no test in it, and must not go unseen.
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

function playwright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + (errors?.length ?? 0) };
}
