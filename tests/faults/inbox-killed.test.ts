import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";
import { firing, INGEST_TOKEN } from "../support/deliver";
import { type PortalProgram, packPortal } from "../support/portal-process";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const KILLS = Number(process.env.FAULT_KILLS ?? 5);
const PER_DELIVERY = 40;
const MAX_SENDS = 200;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: ScratchDatabase;
let portal: PortalProgram;

beforeAll(async () => {
  portal = await packPortal();
  postgres = await startPostgres(); // its own: the one of the other tests must live
  process.env.TEST_DATABASE_URL = postgres.url;
  database = await openScratchDatabase();
});
beforeEach(() => database.prisma.episode.deleteMany());
afterAll(async () => {
  await portal.remove();
  await database.close();
  await postgres.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends deliveries one after the other, each until it is answered 200, as Alertmanager does; ends when told to. */
function startSender(url: () => string) {
  let stopped = false;
  const statuses: (number | "none")[] = [];
  let delivered = 0;
  const run = (async () => {
    while (!stopped) {
      const alerts = Array.from({ length: PER_DELIVERY }, () => firing("Storm", 5, { pod: randomUUID() }));
      const body = JSON.stringify({ version: "4", alerts });
      for (let send = 0; send < MAX_SENDS; send++) {
        const status = await post(url(), body);
        statuses.push(status);
        if (status === 200) break;
        if (send === MAX_SENDS - 1) throw new Error(`a delivery was never taken: ${statuses.slice(-5).join()}`);
        await pause(50);
      }
      delivered += 1;
    }
  })();
  return {
    statuses,
    async stop(): Promise<number> {
      stopped = true;
      await run;
      return delivered;
    },
  };
}

async function post(url: string, body: string): Promise<number | "none"> {
  const headers = { authorization: `Bearer ${INGEST_TOKEN}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/ingest/alertmanager`, { method: "POST", headers, body }).catch(() => null);
  return answer?.status ?? "none";
}

/** Another replica finds what the dead ones left, and then each alert is there once and in the ledger once. */
async function expectAll(deliveries: number, entriesBefore: number): Promise<void> {
  await wakeInbox();
  expect(await database.prisma.delivery.count()).toBe(0);
  expect(await database.prisma.episode.count({ where: { state: "firing", version: 1 } })).toBe(
    deliveries * PER_DELIVERY,
  );
  expect((await openings()) - entriesBefore).toBe(deliveries * PER_DELIVERY);
  expect(await verifyLedger()).toMatchObject({ ok: true });
}
const openings = () => database.prisma.auditEntry.count({ where: { action: "EPISODE_OPENED" } });

const startedWithin = (times: number) => 60_000 + times * 10_000;

test(
  `R1 H12 a portal killed ${KILLS} times while it stores and applies deliveries: each alert is there once`,
  async () => {
    const before = await openings();
    let current = await portal.start({ DATABASE_URL: database.url });
    const senders = [startSender(() => current.url), startSender(() => current.url)];
    for (let kill = 0; kill < KILLS; kill++) {
      const next = await portal.start({ DATABASE_URL: database.url });
      await pause(randomInt(0, 60));
      const killed = current.kill();
      current = next;
      await killed;
    }
    const delivered = await Promise.all(senders.map((sender) => sender.stop()));
    await current.kill();
    expect(senders.some(({ statuses }) => statuses.includes("none"))).toBe(true);
    const sum = delivered.reduce((a, b) => a + b, 0);
    console.log(`R1: ${KILLS} kills, ${sum} deliveries of ${PER_DELIVERY} alerts`);
    expect(sum).toBeGreaterThan(KILLS);
    await expectAll(sum, before);
  },
  startedWithin(KILLS),
);

test("R2 H12 PostgreSQL killed while deliveries come: 503 or no answer meanwhile, then the same process takes them all", async () => {
  const before = await openings();
  const one = await portal.start({ DATABASE_URL: database.url });
  const sender = startSender(() => one.url);
  for (let kill = 0; kill < 2; kill++) {
    await pause(randomInt(200, 500));
    const asked = sender.statuses.length;
    postgres.kill();
    await pause(1_000);
    expect(sender.statuses.slice(asked)).toContain(503);
    await postgres.restart();
  }
  await pause(1_500);
  const delivered = await sender.stop();
  await one.kill();
  expect(new Set(sender.statuses)).toEqual(new Set([200, 503]));
  await expectAll(delivered, before);
});
