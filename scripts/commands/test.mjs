import { endToEnd, staticChecks, vitestProject } from "../bootstrap/checks.mjs";
import { CommandError } from "../bootstrap/command-error.mjs";
import { putOnPath, requireComponent } from "../bootstrap/components.mjs";
import { build, generate } from "../bootstrap/prepare.mjs";
import { say } from "../bootstrap/progress.mjs";
import { startPostgres } from "../bootstrap/start-postgres.mjs";

const EXPORTERS = ["postgres-exporter", "blackbox-exporter", "node-exporter"];

/** Everything, against real components. The last line is the sum, alone: "N passed, N failed". */
export async function run() {
  const total = { passed: 0, failed: 0 };
  try {
    for await (const { passed, failed } of phases()) {
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message); // counted below, so that a missing component is never a skipped test
    total.failed++;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function* phases() {
  const [chromium] = await Promise.all([prepareComponents(), generate()]);
  yield await staticChecks();
  yield await vitestProject("Unit tests", "unit");
  await build(); // some integration tests start the real server
  yield await vitestProject("Integration tests, embedded database", "integration*");
  const postgres = await startPostgres();
  try {
    const env = { TEST_DATABASE_URL: postgres.url };
    yield await vitestProject("Integration tests, PostgreSQL server", "integration*", { env });
  } finally {
    await postgres.stop();
  }
  yield await endToEnd(chromium);
}

/** Finds or fetches every component first, and puts the fetched ones on the PATH of the tests. */
async function prepareComponents() {
  for (const name of ["prometheus", "alertmanager", "promtool", "amtool"]) await putOnPath(name);
  for (const name of ["postgres", "pdftotext", "python3", "luajit", ...EXPORTERS]) await requireComponent(name);
  return await requireComponent("chromium");
}
