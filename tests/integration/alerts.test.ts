import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { type AlertmanagerClient, createAlertmanagerClient } from "@/lib/alertmanager/client";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { readSourceView } from "@/lib/alerts/source-state";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { acknowledgeAs } from "../support/acknowledge-request";
import { signInAs } from "../support/actor-request";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { INGEST_TOKEN } from "../support/deliver";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;

beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  portal = await serveRoute(POST);
  await database.prisma.episode.deleteMany();
  await database.prisma.heartbeat.deleteMany();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port: await freePort() });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
});
afterEach(async () => {
  await http.close();
  await alertmanager.close();
  await portal.close();
  await wakeInbox(); // what it had taken at last is of this test, not of the next
});
afterAll(async () => {
  await database.close();
});

const labels = (alertname: string, severity: string) => ({
  alertname,
  severity,
  service: "medinovai",
  team: "platform",
});

/** As Prometheus sends a firing alert: it ends by itself when nothing follows. */
function burning(alertname: string, severity = "critical") {
  const endsAt = new Date(Date.now() + 240_000);
  return { labels: labels(alertname, severity), annotations: { summary: "burns" }, startsAt: started, endsAt };
}
const started = new Date(Date.now() - 60_000);
const ended = (alertname: string) => ({ ...burning(alertname), endsAt: new Date() });
const watchdog = () => burning("Watchdog", "none");

const episodes = () => database.prisma.episode.findMany({ orderBy: { alertname: "asc" } });
const waitForEpisodes = (expected: object[]) =>
  vi.waitFor(async () => expect(await episodes()).toMatchObject(expected), { timeout: 8_000, interval: 100 });

/** `settled`: as if it had been running for an hour. */
function reconcile(settled = true, ...others: AlertmanagerClient[]): Promise<void> {
  const real = createAlertmanagerClient(http);
  const client: AlertmanagerClient = {
    ...real,
    snapshot: async (signal) => {
      const snapshot = await real.snapshot(signal);
      return settled ? { ...snapshot, startedAt: Date.now() - 3_600_000 } : snapshot;
    },
  };
  const actor = { kind: "system", name: "test", permissions: new Set(["alert:ingest" as const]) } as const;
  return reconcileAlerts({ actor, now: new Date(), requestId: randomUUID() }, [client, ...others]);
}

/** Lets the clock of the wait for missing alerts run on. */
const later = (minutes: number) =>
  database.sql(`UPDATE episodes SET missing_since = missing_since - interval '${minutes} minutes',
    last_seen_at = last_seen_at - interval '${minutes} minutes' WHERE state <> 'resolved'`);

test("an alert walks from Alertmanager to an episode, an owner and its end", async () => {
  await alertmanager.post([burning("HighErrorRate"), watchdog()]);
  await waitForEpisodes([{ alertname: "HighErrorRate", state: "firing", source: "webhook", severity: "critical" }]);
  await reconcile();
  await waitForEpisodes([{ source: "main", silencedBy: [], inhibitedBy: [], version: 1 }]);
  const [episode] = await episodes();
  expect((await acknowledgeAs(await signInAs("on_call"), episode!.id)).status).toBe(200);
  await alertmanager.post([ended("HighErrorRate")]);
  await waitForEpisodes([{ state: "resolved", acknowledgedBy: "Test on_call", inferred: false }]);
  const entries = await database.prisma.auditEntry.findMany({ where: { subject: `episode:${episode!.id}` } });
  expect(entries.map((entry) => entry.action)).toEqual(["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_RESOLVED"]);
});

test("a poll finds what the webhook lost, and says what is held back and by what", async () => {
  const deliveries = portal.count();
  await alertmanager.silence("DiskWillFill", 60);
  await alertmanager.post([burning("DiskWillFill", "info")]);
  await reconcile();
  expect(await episodes()).toMatchObject([
    { alertname: "DiskWillFill", source: "main", silencedBy: [expect.any(String)] },
  ]);
  await alertmanager.post([burning("HighErrorRate"), burning("SlowQueries", "warning")]);
  await reconcile();
  const found = await episodes();
  expect(found.map((episode) => episode.alertname)).toEqual(["DiskWillFill", "HighErrorRate", "SlowQueries"]);
  expect(found[2]).toMatchObject({ inhibitedBy: [found[1]!.fingerprint], silencedBy: [] });
  await vi.waitFor(() => expect(portal.count()).toBeGreaterThan(deliveries), 8_000);
  await waitForEpisodes([{ version: 1 }, { version: 1 }, { version: 1 }]);
});

test("an alert that healthy answers lack for five minutes is over, and says that this was inferred", async () => {
  await alertmanager.silence("HighErrorRate", 60);
  await alertmanager.post([burning("HighErrorRate"), watchdog()]);
  await reconcile();
  await alertmanager.post([ended("HighErrorRate")]); // silenced: no webhook will ever say so
  await later(1);
  await reconcile();
  expect(await episodes()).toMatchObject([{ state: "firing", missingSince: expect.any(Date) }]);
  await reconcile();
  expect(await episodes()).toMatchObject([{ state: "firing" }]);
  await later(5);
  await reconcile();
  expect(await episodes()).toMatchObject([{ state: "resolved", inferred: true, version: 2 }]);
});

test("nothing is inferred from a young Alertmanager, a partial answer or a silent Prometheus", async () => {
  await alertmanager.post([burning("HighErrorRate"), watchdog()]);
  await waitForEpisodes([{ state: "firing" }]);
  await reconcile();
  const port = Number(new URL(alertmanager.url).port);
  await alertmanager.close();
  await later(60);
  await reconcile(); // nobody answers
  const unreachable = await database.prisma.heartbeat.findUnique({ where: { leg: "poll:main" } });
  expect(unreachable?.lastError).toBeTruthy();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port });
  await alertmanager.post([watchdog()]);
  await reconcile(false); // it answers, with an empty memory
  expect(await episodes()).toMatchObject([{ state: "firing", missingSince: null }]);
  const down = () => Promise.reject(new Error("down"));
  const dead: AlertmanagerClient = { name: "peer", snapshot: down, activeSilences: down };
  await reconcile(true, dead); // its peer may know more
  expect(await episodes()).toMatchObject([{ state: "firing", missingSince: null }]);
  await reconcile();
  expect(await episodes()).toMatchObject([{ state: "firing", missingSince: expect.any(Date) }]);
});

test("a resolve that Alertmanager invents because Prometheus died is not believed", async () => {
  await alertmanager.post([burning("HighErrorRate"), watchdog()]);
  await waitForEpisodes([{ state: "firing" }]);
  await reconcile();
  await database.sql(
    "UPDATE heartbeats SET last_seen_at = last_seen_at - interval '4 minutes' WHERE leg = 'watchdog:poll'",
  );
  await alertmanager.post([ended("HighErrorRate")]);
  await waitForEpisodes([{ state: "firing", sourceStale: true, resolvedAt: null }]);
  expect(await readSourceView(database.prisma, Date.now())).toMatchObject({
    silent: "prometheus",
    watchdogPoll: "late",
  });
  await alertmanager.post([burning("HighErrorRate"), watchdog()]);
  await waitForEpisodes([{ state: "firing", sourceStale: false }]);
});

test("which part is silent, and since when", async () => {
  expect(await readSourceView(database.prisma, Date.now())).toMatchObject({ silent: "unwatched", silentSince: null });
  await alertmanager.post([watchdog()]);
  await reconcile();
  const view = await readSourceView(database.prisma, Date.now());
  expect(view).toMatchObject({ silent: null, watchdogPoll: "alive", polls: [{ name: "main", lastError: null }] });
  const silent = await readSourceView(database.prisma, Date.now() + 5 * 60_000);
  expect(silent).toMatchObject({ silent: "alertmanager", silentSince: expect.any(String), watchdogPoll: "late" });
  // The other way, which died alone.
  const long = new Date(Date.now() - 11 * 60_000);
  const webhook = { leg: "watchdog:webhook", lastSeenAt: long };
  await database.prisma.heartbeat.upsert({ where: { leg: webhook.leg }, create: webhook, update: webhook });
  const half = await readSourceView(database.prisma, Date.now());
  expect(half).toMatchObject({ silent: "webhook", silentSince: long.toISOString(), watchdogPoll: "alive" });
});
