import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { verifyLedger } from "@/lib/audit/verify-ledger";
import { deliver, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
});
afterAll(() => database.close());

const episodes = () => database.prisma.episode.findMany({ orderBy: { openedAt: "asc" } });

test("an alert opens an episode, is seen again, and resolves", async () => {
  const first = await deliver([firing("HighErrorRate")]);
  expect(await first.json()).toEqual({ received: 1 });
  await deliver([firing("HighErrorRate")]);
  expect(await episodes()).toMatchObject([
    { state: "firing", version: 1, alertname: "HighErrorRate", severity: "critical", team: "platform" },
  ]);
  await deliver([resolved("HighErrorRate")]);
  expect(await episodes()).toMatchObject([{ state: "resolved", inferred: false, version: 2 }]);
  const [episode] = await episodes();
  const entries = await database.prisma.auditEntry.findMany({
    where: { subject: `episode:${episode!.id}` },
    orderBy: { seq: "asc" },
  });
  expect(entries.map((entry) => entry.action)).toEqual(["EPISODE_OPENED", "EPISODE_RESOLVED"]);
});

test("firing again after the end is a new episode; a late delivery of the old firing re-opens it", async () => {
  await deliver([firing("HighErrorRate", 30)]);
  await deliver([resolved("HighErrorRate", 30, 5)]);
  await deliver([firing("HighErrorRate", 30)]);
  expect(await episodes()).toMatchObject([{ state: "firing", reopens: 1 }]);
  await deliver([resolved("HighErrorRate", 30, 5)]);
  await deliver([firing("HighErrorRate", 2)]);
  expect(await episodes()).toMatchObject([
    { state: "resolved", reopens: 1 },
    { state: "firing", reopens: 0, acknowledgedAt: null },
  ]);
});

test("a storm of 10,000 alerts in one delivery is 10,000 episodes, each once in the ledger, seen again without one", async () => {
  const storm = Array.from({ length: 10_000 }, (_, index) => firing("Storm", 5, { pod: `pod-${index}` }));
  const before = await database.prisma.auditEntry.count();
  await deliver(storm);
  expect(await database.prisma.episode.count({ where: { state: "firing", version: 1 } })).toBe(10_000);
  await deliver(storm);
  expect(await database.prisma.episode.count({ where: { state: "firing", version: 1 } })).toBe(10_000);
  expect((await database.prisma.auditEntry.count()) - before).toBe(10_000);
  expect(await verifyLedger()).toMatchObject({ ok: true });
}, 120_000);

test("the Watchdog is a sign of life, never an episode", async () => {
  await deliver([firing("Watchdog", 60, { severity: "none" })]);
  expect(await episodes()).toEqual([]);
  const leg = await database.prisma.heartbeat.findUnique({ where: { leg: "watchdog:webhook" } });
  expect(Date.now() - leg!.lastSeenAt!.getTime()).toBeLessThan(5_000);
});

test("the group's key is kept: the last one told, whatever a delivery leaves out", async () => {
  const keyOf = async () => (await database.prisma.episode.findFirstOrThrow()).groupKey;
  await deliver([firing("Grouped")]);
  expect(await keyOf()).toBeNull();
  await deliver([firing("Grouped")], { groupKey: '{}/{}:{alertname="Grouped"}' });
  expect(await keyOf()).toBe('{}/{}:{alertname="Grouped"}');
  await deliver([firing("Grouped")]);
  await deliver([firing("Grouped")], { groupKey: 7 });
  await deliver([firing("Grouped")], { groupKey: "cut short\u0000" });
  expect(await keyOf()).toBe('{}/{}:{alertname="Grouped"}');
  await deliver([resolved("Grouped")], { groupKey: '{}/{team="a"}:{alertname="Grouped"}' });
  expect(await keyOf()).toBe('{}/{team="a"}:{alertname="Grouped"}');
});
