import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { configuredAlertmanagers } from "@/lib/alertmanager/configured";
import { reconcileJob } from "@/lib/alerts/reconcile-job";
import { startScheduler } from "@/lib/jobs/scheduler";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { deliver, firing, INGEST_TOKEN } from "../support/deliver";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const WEEK_MINUTES = 7 * 24 * 60;
const folder = mkdtempSync(path.join(tmpdir(), "portal-replay-"));

let database: ScratchDatabase;
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let port: number;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoute(POST);
  port = await freePort();
  process.env.DATASOURCES_FILE = path.join(folder, "datasources.yaml");
  writeFileSync(
    process.env.DATASOURCES_FILE,
    `datasources: [{ name: prometheus, type: prometheus, url: "http://127.0.0.1:9" }]
alertmanagers: [{ name: main, url: "http://127.0.0.1:${port}" }]
`,
  );
});
beforeEach(async () => {
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port });
  await database.prisma.episode.deleteMany();
  await database.prisma.heartbeat.deleteMany();
});
afterEach(() => alertmanager.close());
afterAll(async () => {
  await portal.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const episodes = () => database.prisma.episode.findMany();
const context = () => ({
  actor: { kind: "system", name: "test", permissions: new Set(["alert:ingest"] as const) } as const,
  now: new Date(),
  requestId: "test",
});
const reconcile = () => reconcileJob.run(context());

describe("H15 a delivery whose alerts began long ago", () => {
  test("opens nothing that Alertmanager does not list, however often it is replayed; it is asked at once", async () => {
    await reconcile();
    await database.sql(
      "INSERT INTO job_leases (name, holder, expires_at, last_run_at) VALUES ('reconcile-alerts', '', now(), now())",
    );
    await deliver([firing("HighErrorRate", WEEK_MINUTES)]);
    expect(await episodes()).toEqual([]);
    const lease = await database.prisma.jobLease.findUniqueOrThrow({ where: { name: reconcileJob.name } });
    expect(lease.lastRunAt).toBeNull();
    await reconcile();
    await deliver([firing("HighErrorRate", WEEK_MINUTES)]);
    await reconcile();
    expect(await episodes()).toEqual([]);
  });

  test("opens what does burn once the poll says so, with its true start", async () => {
    await reconcile();
    const { labels, annotations, startsAt } = firing("BurnsForAWeek", WEEK_MINUTES);
    await alertmanager.silence("BurnsForAWeek", 60); // only the poll may tell of it
    await alertmanager.post([{ labels, annotations, startsAt, endsAt: new Date(Date.now() + 240_000) }]);
    await deliver([firing("BurnsForAWeek", WEEK_MINUTES)]);
    expect(await episodes()).toEqual([]);
    await reconcile();
    expect(await episodes()).toMatchObject([{ state: "firing", startsAt: new Date(startsAt as string) }]);
  });

  test("opens at once while Alertmanager cannot be asked, and when it began within the hour", async () => {
    await deliver([firing("NobodyPolled", WEEK_MINUTES)]); // never polled
    await reconcile();
    await database.sql(
      "UPDATE heartbeats SET last_seen_at = last_seen_at - interval '5 minutes' WHERE leg = 'poll:main'",
    );
    await deliver([firing("PollIsOld", WEEK_MINUTES)]);
    await reconcile();
    await database.sql("UPDATE heartbeats SET error_at = last_seen_at + interval '1 second' WHERE leg = 'poll:main'");
    await deliver([firing("LastPollFailed", WEEK_MINUTES)]);
    await reconcile();
    await deliver([firing("Recent", 50)]);
    const names = (await episodes()).map((episode) => episode.alertname);
    expect(names.sort()).toEqual(["LastPollFailed", "NobodyPolled", "PollIsOld", "Recent"]);
  });

  test("of an alert that is known to fire is a sighting as ever", async () => {
    await deliver([firing("HighErrorRate", WEEK_MINUTES)]);
    await reconcile();
    await deliver([firing("HighErrorRate", WEEK_MINUTES)]);
    expect(await episodes()).toMatchObject([{ state: "firing", version: 1 }]);
  });
});

test("H13 I11 what a delivery had no room for is there within five seconds", async () => {
  const { labels, annotations, startsAt } = firing("CutOff", 5);
  await alertmanager.silence("CutOff", 60); // no webhook will ever bring it
  await alertmanager.post([{ labels, annotations, startsAt, endsAt: new Date(Date.now() + 240_000) }]);
  await reconcile();
  await database.prisma.episode.deleteMany();
  await database.sql("DELETE FROM job_leases");
  const scheduler = startScheduler([reconcileJob]);
  try {
    // Its first run is over; the next one is due in half a minute.
    await vi.waitFor(async () => expect(await episodes()).toHaveLength(1), { timeout: 10_000, interval: 50 });
    await vi.waitFor(async () => expect((await lease())?.holder).toBe(""), { timeout: 5_000, interval: 50 });
    await database.prisma.episode.deleteMany();
    const sent = performance.now();
    await deliver([firing("HighErrorRate")], { truncatedAlerts: 5 });
    await vi.waitFor(async () => expect(await episodes()).toHaveLength(2), { timeout: 10_000, interval: 50 });
    expect(performance.now() - sent).toBeLessThan(5_000);
  } finally {
    await scheduler.stop();
  }
  expect(configuredAlertmanagers()).toHaveLength(1);
});
const lease = () => database.prisma.jobLease.findUnique({ where: { name: reconcileJob.name } });
