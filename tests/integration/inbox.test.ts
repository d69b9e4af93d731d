import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { drainInbox } from "@/lib/alerts/inbox/drain-inbox";
import { heldDeliveries } from "@/lib/alerts/inbox/held-deliveries";
import { unparkDeliveries } from "@/lib/alerts/inbox/park-delivery";
import { readInbox } from "@/lib/alerts/inbox/read-inbox";
import { takeDeliveries } from "@/lib/alerts/inbox/take-deliveries";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import * as environment from "@/lib/env";
import { deliver, deliverBody, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.delivery.deleteMany();
  await database.prisma.heartbeat.deleteMany();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.sql("DROP TRIGGER IF EXISTS refuse_some ON episodes");
});
afterAll(() => database.close());

const episodes = () => database.prisma.episode.findMany({ orderBy: { alertname: "asc" } });
const body = (...alerts: unknown[]) => JSON.stringify({ version: "4", alerts });
const actionsOf = async (id: string) => {
  const where = { subject: `episode:${id}` };
  const entries = await database.prisma.auditEntry.findMany({ where, orderBy: { seq: "asc" } });
  return entries.map((entry) => entry.action);
};

/** From now on the database refuses to insert some episodes, with this SQLSTATE. */
async function refuse(condition: string, state: string): Promise<void> {
  await database.sql(`
    CREATE OR REPLACE FUNCTION refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${condition} THEN RAISE EXCEPTION 'refused' USING ERRCODE = '${state}'; END IF;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER refuse_some BEFORE INSERT ON episodes FOR EACH ROW EXECUTE FUNCTION refuse_some();`);
}
const allow = () => database.sql("DROP TRIGGER refuse_some ON episodes");

/** Nothing can be applied while `work` runs: what is delivered waits. */
async function whileNothingIsApplied(work: () => Promise<void>): Promise<void> {
  await refuse("true", "53100"); // disk full
  await work();
  await wakeInbox(); // a run that has already failed is over
  await allow();
}

describe("a delivery that cannot be applied", () => {
  test("is set aside, kept and counted; those before and after it go on; a repaired portal applies it", async () => {
    await refuse("NEW.alertname = 'Poison'", "22P02");
    await whileWaiting(["Before", "Poison", "After"]);
    expect((await episodes()).map((episode) => episode.alertname)).toEqual(["After", "Before"]);
    const parked = await database.prisma.delivery.findMany();
    expect(parked).toMatchObject([{ parkedAt: expect.any(Date), lastError: expect.any(String), alerts: 1 }]);
    expect(Buffer.from(parked[0]!.body).toString()).toContain("Poison");
    const leg = await database.prisma.heartbeat.findUniqueOrThrow({ where: { leg: "inbox" } });
    expect(leg).toMatchObject({ failures: 1, lastError: expect.stringContaining("set aside") });
    await deliver([firing("Later")]);
    expect(await database.prisma.episode.count()).toBe(3);
    await allow();
    await unparkDeliveries();
    await wakeInbox();
    expect(await database.prisma.episode.count({ where: { alertname: "Poison" } })).toBe(1);
    expect(await database.prisma.delivery.count()).toBe(0);
  });

  test("with neighbours in the same body keeps them waiting with it: a body is applied whole or not", async () => {
    await refuse("NEW.alertname = 'Poison'", "23514");
    await deliver([firing("Neighbour"), firing("Poison")]);
    expect(await episodes()).toEqual([]);
    expect(await database.prisma.delivery.count({ where: { parkedAt: { not: null } } })).toBe(1);
  });

  test("waits, with all after it, while the failure is not its own; then all are applied in their order", async () => {
    await whileNothingIsApplied(async () => {
      await deliver([firing("HighErrorRate", 10)]);
      await deliver([resolved("HighErrorRate", 10, 1)]);
      await deliver([firing("HighErrorRate", 0)]);
      expect(await database.prisma.delivery.count({ where: { parkedAt: null } })).toBe(3);
      const leg = await database.prisma.heartbeat.findUniqueOrThrow({ where: { leg: "inbox" } });
      expect(leg.lastError).toContain("wait");
    });
    await wakeInbox();
    expect((await episodes()).map((episode) => episode.state).sort()).toEqual(["firing", "resolved"]);
    expect(await database.prisma.delivery.count()).toBe(0);
  });

  /** Delivers one alert per body, so that they wait together. */
  async function whileWaiting(names: string[]): Promise<void> {
    await Promise.all(names.map((name) => deliverBody(body(firing(name)))));
    await wakeInbox();
  }
});

describe("a large delivery", () => {
  const large = () => Array.from({ length: 6_000 }, (_, index) => firing("Storm", 5, { pod: `pod-${index}` }));

  test("goes in by pieces, and goes on after a failure where it stood: none is lost, none is doubled", async () => {
    await refuse("(SELECT count(*) FROM episodes) >= 4000", "53100");
    await deliver(large());
    expect(await database.prisma.episode.count()).toBe(4_000);
    expect(await database.prisma.delivery.findMany()).toMatchObject([{ alerts: 6_000, applied: 4_000 }]);
    await allow();
    const before = await database.prisma.auditEntry.count();
    await wakeInbox();
    expect(await database.prisma.episode.count()).toBe(6_000);
    expect((await database.prisma.auditEntry.count()) - before).toBe(2_000);
    expect(await verifyLedger()).toMatchObject({ ok: true });
  }, 120_000);

  test("is applied once by many who try at the same time", async () => {
    const before = await database.prisma.auditEntry.count();
    await Promise.all([deliver(large()), drainInbox(), drainInbox(), wakeInbox()]);
    await Promise.all([drainInbox(), drainInbox(), drainInbox()]);
    expect(await database.prisma.episode.count()).toBe(6_000);
    expect((await database.prisma.auditEntry.count()) - before).toBe(6_000);
  }, 120_000);
});

test("a large one that waited over a change of the secret is set aside, says why, and is applied under its own", async () => {
  const given = environment.env();
  const underAnother = () =>
    vi.spyOn(environment, "env").mockReturnValue({ ...given, PORTAL_SECRET: "another".repeat(8) });
  const large = Array.from({ length: 1_001 }, (_, index) => firing("Storm", 5, { pod: `pod-${index}` }));
  await whileNothingIsApplied(async () => {
    underAnother();
    await deliver(large);
    vi.restoreAllMocks();
    heldDeliveries.forget(heldDeliveries.newest());
  });
  await deliver([firing("After")]);
  expect((await episodes()).map((episode) => episode.alertname)).toEqual(["After"]);
  const lastError = expect.stringContaining("PORTAL_SECRET");
  expect(await readInbox()).toMatchObject({ waiting: 0, parked: 1, lastError });
  const leg = await database.prisma.heartbeat.findUniqueOrThrow({ where: { leg: "inbox" } });
  expect(leg.lastError).toContain("PORTAL_SECRET");
  underAnother();
  await unparkDeliveries();
  await wakeInbox();
  expect(await database.prisma.episode.count()).toBe(1_002);
  expect(await readInbox()).toMatchObject({ waiting: 0, parked: 0 });
});

test("what waits is taken in the order it came, and only so many bytes of it at once, but always one", async () => {
  const annotations = { description: "x".repeat(10_000) };
  await whileNothingIsApplied(async () => {
    for (let index = 0; index < 5; index++)
      await deliverBody(body({ ...firing(`Large${index}`), annotations }, { ...firing(`More${index}`), annotations }));
    const counts = async (bytes: number) =>
      (await takeDeliveries(database.prisma, { deliveries: 500, alerts: 5_000, bytes })).length;
    expect(await counts(100)).toBe(1);
    expect(await counts(45_000)).toBe(2);
    expect(await counts(1_000_000)).toBe(5);
  });
  await wakeInbox();
  expect(await database.prisma.episode.count()).toBe(10);
});

test("one alert 100 times in waiting deliveries is written once, with an entry for each transition", async () => {
  const flaps = Array.from({ length: 50 }, (_, index) => 100 - index);
  await whileNothingIsApplied(async () => {
    for (const minutes of flaps) {
      await deliverBody(body(firing("Flapping", minutes)));
      await deliverBody(body(resolved("Flapping", minutes, minutes - 0.5)));
    }
  });
  await wakeInbox();
  const found = await episodes();
  expect(found).toHaveLength(50);
  for (const { id, version } of found) {
    expect(version).toBe(2);
    expect(await actionsOf(id)).toEqual(["EPISODE_OPENED", "EPISODE_RESOLVED"]);
  }
}, 120_000);

describe("a delivery that waited is judged as of its receipt", () => {
  const MINUTE = 60_000;
  const hearWatchdog = (minutesAgo: number) =>
    database.sql(`INSERT INTO heartbeats (leg, last_seen_at)
      VALUES ('watchdog:webhook', clock_timestamp() - interval '${minutesAgo} minutes')
      ON CONFLICT (leg) DO UPDATE SET last_seen_at = excluded.last_seen_at`);

  test.each([
    ["believed when the source was alive, though it has fallen silent since", 1, 9, "resolved", false],
    ["held when the source was silent, though it is heard again", 9, 1, "firing", true],
  ] as const)("its resolve is %s", async (_words, then, since, state, sourceStale) => {
    await deliver([firing("HighErrorRate")]);
    await whileNothingIsUpdated(async () => {
      await hearWatchdog(then);
      await deliver([resolved("HighErrorRate")]);
      await hearWatchdog(since);
    });
    await wakeInbox();
    expect(await episodes()).toMatchObject([{ state, sourceStale }]);
  });

  test("what it leaves open is filled with its receipt's time, and last seen is when it was delivered", async () => {
    const { startsAt: _start, ...startless } = firing("Startless");
    await whileNothingIsApplied(async () => {
      await deliver([startless]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    });
    await wakeInbox();
    const [episode] = await episodes();
    const age = Date.now() - episode!.startsAt.getTime();
    expect(age).toBeGreaterThan(1_400);
    expect(episode!.lastSeenAt).toEqual(episode!.startsAt);
    expect(age).toBeLessThan(MINUTE);
  });

  async function whileNothingIsUpdated(work: () => Promise<void>): Promise<void> {
    await database.sql(`
      CREATE OR REPLACE FUNCTION refuse_updates() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER refuse_updates BEFORE UPDATE ON episodes FOR EACH ROW EXECUTE FUNCTION refuse_updates();`);
    await work();
    await database.sql("DROP TRIGGER refuse_updates ON episodes");
  }
});
