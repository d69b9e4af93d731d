import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type History, histories } from "../model/history";
import { KNOWN_HISTORIES, STORED_HISTORIES } from "../model/known-histories";
import { ledgerOf } from "../model/ledger-of";
import type { Snapshot } from "../model/portal";
import { openRealPortal } from "../model/real-portal";
import { runHistory } from "../model/run-history";
import { seeded } from "../model/seeded";
import { startWorld } from "../model/simulated-world";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const T0 = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;

let database: ScratchDatabase;
let portal: Awaited<ReturnType<typeof openRealPortal>>;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await openRealPortal(database);
});
afterAll(async () => {
  await portal.close();
  await database.close();
});

let worlds = 0;
/** Each in a later world: the ledger goes on. */
async function runInWorld(history: History): Promise<Snapshot> {
  const world = startWorld(T0 + worlds++ * DAY);
  return runHistory(world, await portal.in(world), history);
}

test.each([...KNOWN_HISTORIES, ...STORED_HISTORIES])("$name", async ({ history, ledger }) => {
  expect(ledgerOf(await runInWorld(history))).toEqual(ledger);
});

test("through the real routes, on a real database, random histories keep the invariants after every step", async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(histories({ min: 30, max: 60 }, { onDatabase: true }), async (history) => {
      const { entries } = await runInWorld(history);
      for (const { action, outcome } of entries)
        reached.set(`${action} ${outcome}`, (reached.get(`${action} ${outcome}`) ?? 0) + 1);
    }),
    {
      ...seeded("portal on a database", { runs: process.env.TEST_DATABASE_URL ? 15 : 6, seconds: 40 }),
      endOnFailure: true,
    },
  );
  process.stdout.write(`${JSON.stringify(Object.fromEntries(reached))}\n`);
  for (const action of ["EPISODE_OPENED success", "EPISODE_RESOLVED success", "ALERT_ACKNOWLEDGED success"])
    expect(reached.get(action) ?? 0, action).toBeGreaterThan(0);
}, 3_600_000);
