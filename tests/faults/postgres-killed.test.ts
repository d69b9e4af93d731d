import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";
import { answers } from "../support/answers";
import { checkLoad } from "../support/check-load";
import { startLoad } from "../support/episode-load";
import { loadClients } from "../support/load-clients";
import { type PortalProgram, packPortal } from "../support/portal-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const RESTARTS = Number(process.env.FAULT_RESTARTS ?? 1);
const RECOVERED_WITHIN_MS = 15_000;
/** How long the server stays away: longer than every client waits before it asks again. */
const AWAY_MS = 1_000;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: ScratchDatabase;
let portal: PortalProgram;

beforeAll(async () => {
  portal = await packPortal();
  postgres = await startPostgres(); // its own: the one of the other tests must live
  process.env.TEST_DATABASE_URL = postgres.url;
  database = await openScratchDatabase();
});
afterAll(async () => {
  await portal.remove();
  await database.close();
  await postgres.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(
  `R2 PostgreSQL killed ${RESTARTS} times under load: 503 meanwhile, then the same process goes on, nothing lost or doubled`,
  async () => {
    const clients = await loadClients();
    const one = await portal.start({ DATABASE_URL: database.url });
    const load = startLoad(clients, () => one.url);
    const recoveries: number[] = [];
    for (let restart = 0; restart < RESTARTS; restart++) {
      await answers(load, randomInt(3, 12));
      const refused = load.refusedAt.length;
      postgres.kill();
      await pause(AWAY_MS);
      expect((await fetch(`${one.url}/api/health/live`)).status).toBe(200);
      const ready = await fetch(`${one.url}/api/health/ready`);
      expect([ready.status, ready.headers.has("retry-after")]).toEqual([503, true]);
      expect(load.refusedAt.length).toBeGreaterThan(refused);
      await postgres.restart();
      const up = performance.now();
      await answers(load, clients.length);
      recoveries.push(performance.now() - up);
    }
    await load.stop();
    await one.kill();
    const slowest = Math.round(Math.max(...recoveries));
    console.log(
      `R2: ${RESTARTS} kills, ${load.operations.length} operations, ${load.refusedAt.length} times 503, ` +
        `recovered after ${slowest} ms at most`,
    );
    expect(load.unanswered, "the portal itself never went away").toBe(0);
    await checkLoad(clients, load.operations);
    expect(slowest).toBeLessThan(RECOVERED_WITHIN_MS);
  },
  120_000 + RESTARTS * 20_000,
);
