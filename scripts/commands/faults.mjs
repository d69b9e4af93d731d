import { vitestProject } from "../bootstrap/checks.mjs";
import { generate } from "../bootstrap/prepare.mjs";
import { startPostgres } from "../bootstrap/start-postgres.mjs";

/** How often each loop of faults goes round; `npm test` runs the same loops a few times each. */
const FULL_STRENGTH = { FAULT_KILLS: "200", FAULT_RESTARTS: "20", FAULT_RACES: "1000" };

/** The fault tests at full strength, against a real PostgreSQL. */
export async function run() {
  await generate();
  const postgres = await startPostgres();
  try {
    const env = { ...FULL_STRENGTH, TEST_DATABASE_URL: postgres.url };
    const { passed, failed } = await vitestProject("Fault tests", "integration", { env, args: ["tests/faults"] });
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  } finally {
    await postgres.stop();
  }
}
