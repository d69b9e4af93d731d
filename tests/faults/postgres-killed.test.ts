import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { PortalError } from "@/lib/errors";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";
import { annotationCounts } from "../support/annotation-counts";
import { answers } from "../support/answers";
import { appendOne } from "../support/append-entries";
import { checkLoad } from "../support/check-load";
import { startLoad } from "../support/episode-load";
import { expectLedgerHolds } from "../support/expect-ledger-holds";
import { loadClients } from "../support/load-clients";
import { type PortalProgram, packPortal } from "../support/portal-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { systemContext } from "../support/system-context";

const RESTARTS = Number(process.env.FAULT_RESTARTS ?? 1);
const WRITER_RESTARTS = Number(process.env.FAULT_RESTARTS ?? 3);
const WRITERS = 6;
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

/** Appends entry after entry, one after the other; remembers those that were acknowledged, and how the others failed. */
function startWriter(write: (id: string) => Promise<unknown>) {
  let stopped = false;
  const acknowledged: string[] = [];
  const failures: unknown[] = [];
  const run = (async () => {
    while (!stopped) {
      const id = randomUUID();
      await write(id).then(
        () => acknowledged.push(id),
        (error) => failures.push(error),
      );
      if (failures.length > 0 && !stopped) await pause(5);
    }
  })();
  return {
    acknowledged,
    failures,
    async stop() {
      stopped = true;
      await run;
    },
  };
}

test(
  `R2 PostgreSQL and its sessions killed ${WRITER_RESTARTS} times under ${WRITERS} writers of the ledger: no acknowledged entry lost or doubled`,
  async () => {
    const ctx = systemContext("writer", []);
    const subject = (id: string) => ({ subject: { type: "annotation", id } });
    const writers = Array.from({ length: WRITERS }, () => startWriter((id) => appendOne(ctx, subject(id))));
    const total = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    const until = async (wanted: number) => {
      while (total() < wanted) await pause(2);
    };
    const recoveries: number[] = [];
    for (let restart = 0; restart < WRITER_RESTARTS; restart++) {
      await until(total() + randomInt(20, 120));
      postgres.kill();
      await postgres.restart();
      const up = performance.now();
      await until(total() + WRITERS);
      recoveries.push(performance.now() - up);
      await signCheckpoint(ctx);
    }
    for (const writer of writers) await writer.stop();
    const counts = await annotationCounts();
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    expect(acknowledged.filter((id) => counts.get(id) !== 1)).toEqual([]);
    expect([...counts.values()].filter((count) => count > 1)).toEqual([]);
    const failures = writers.flatMap((writer) => writer.failures);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((error) => !(error instanceof PortalError && error.status === 503))).toEqual([]);
    const { entries } = await expectLedgerHolds(database);
    const slowest = Math.round(Math.max(...recoveries));
    console.log(
      `R2: ${WRITER_RESTARTS} kills, ${acknowledged.length} entries acknowledged, 0 lost, ` +
        `${entries} in the ledger, recovered after ${slowest} ms at most`,
    );
    expect(slowest).toBeLessThan(RECOVERED_WITHIN_MS);
  },
  120_000 + WRITER_RESTARTS * 20_000,
);
