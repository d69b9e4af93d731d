import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { readChangeVersion } from "@/lib/db/change-version";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { deliver, INGEST_TOKEN } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { systemContext } from "../support/system-context";

let database: ScratchDatabase;
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoute(POST);
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port: await freePort() });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
});
afterEach(async () => {
  await http.close();
  await alertmanager.close();
});
afterAll(async () => {
  await portal.close();
  await database.close();
});

const reconcile = () => reconcileAlerts(systemContext("test", ["alert:ingest"]), [createAlertmanagerClient(http)]);

const burning = (alertname: string, severity: string, endsAt = new Date(Date.now() + 240_000)) => ({
  labels: { alertname, severity, service: "medinovai" },
  annotations: { summary: "burns" },
  startsAt: new Date(Date.now() - 60_000),
  endsAt,
});

const find = (alertname: string) => database.prisma.episode.findFirstOrThrow({ where: { alertname } });
const suppressions = async (id: string) =>
  (await episodeTrail(id))
    .filter(({ action }) => action.endsWith("SUPPRESSED"))
    .map(({ action, actor, detail }) => ({ action, actor: actor.kind, ...detail }));

test("a silence is in the timeline when a poll sees it begin and end, once each, and is announced", async () => {
  await alertmanager.post([burning("DiskWillFill", "info")]);
  await reconcile();
  const { id } = await find("DiskWillFill");
  const silence = await alertmanager.silence("DiskWillFill", 3);
  const before = await readChangeVersion();
  await vi.waitFor(async () => {
    await reconcile();
    expect((await find("DiskWillFill")).silencedBy).toEqual([silence]);
  }, 5_000);
  await reconcile();
  expect(await readChangeVersion()).toBe(before + 1);
  const begun = { action: "EPISODE_SUPPRESSED", actor: "system", silencedBy: [silence], inhibitedBy: [], mutedBy: [] };
  expect(await suppressions(id)).toEqual([begun]);
  await vi.waitFor(
    async () => {
      await reconcile();
      expect((await find("DiskWillFill")).silencedBy).toEqual([]);
    },
    { timeout: 10_000, interval: 300 },
  );
  await reconcile();
  expect(await suppressions(id)).toEqual([begun, { ...begun, action: "EPISODE_UNSUPPRESSED" }]);
  expect(await readChangeVersion()).toBe(before + 2);
  expect(await find("DiskWillFill")).toMatchObject({ version: 1, state: "firing" });
});

test("a silence that ends while nobody can say whether the alert is over holds it back no longer", async () => {
  const silence = await alertmanager.silence("DiskWillFill", 600);
  await alertmanager.post([burning("DiskWillFill", "critical", new Date(Date.now() + 1_500))]);
  await reconcile();
  const { id } = await find("DiskWillFill");
  expect(await find("DiskWillFill")).toMatchObject({ silencedBy: [silence], sourceState: "suppressed" });
  // It lapses, as when Prometheus has died: without a Watchdog that proves nothing.
  const listed = async () => (await fetch(`${alertmanager.url}/api/v2/alerts`)).json();
  await vi.waitFor(async () => expect(await listed()).toEqual([]), 5_000);
  await reconcile();
  expect(await find("DiskWillFill")).toMatchObject({ state: "firing", silencedBy: [silence] });
  await alertmanager.expire(silence);
  await reconcile();
  expect(await find("DiskWillFill")).toMatchObject({ state: "firing", silencedBy: [], sourceState: null, version: 1 });
  await reconcile();
  expect((await suppressions(id)).map(({ action }) => action)).toEqual(["EPISODE_SUPPRESSED", "EPISODE_UNSUPPRESSED"]);
  expect((await suppressions(id)).at(-1)).toMatchObject({ actor: "system", silencedBy: [silence] });
});

test("a delivery of what a poll long ago saw silenced is no longer held back: the polls may have failed since", async () => {
  const silence = await alertmanager.silence("DiskWillFill", 600);
  const alert = burning("DiskWillFill", "critical");
  await alertmanager.post([alert]);
  await reconcile();
  const { id, lapsesAt } = await find("DiskWillFill");
  const told = { ...alert, status: "firing", endsAt: "0001-01-01T00:00:00Z" };
  // It was under way while the silence was made: the poll is newer.
  await deliver([told]);
  expect(await find("DiskWillFill")).toMatchObject({ silencedBy: [silence], sourceState: "suppressed" });
  await database.prisma.episode.update({ where: { id }, data: { lapsesAt: new Date(lapsesAt!.getTime() - 300_000) } });
  await deliver([told]);
  expect(await find("DiskWillFill")).toMatchObject({ silencedBy: [], sourceState: "active", version: 1 });
  expect((await suppressions(id)).map(({ action }) => action)).toEqual(["EPISODE_SUPPRESSED", "EPISODE_UNSUPPRESSED"]);
});

test("an inhibition names the alert that holds it back; what is found held back says so after its opening", async () => {
  await alertmanager.post([burning("HighErrorRate", "critical"), burning("SlowQueries", "warning")]);
  // Until the webhook has told of the first, a poll would open both.
  await vi.waitFor(async () => expect((await find("HighErrorRate")).state).toBe("firing"), 8_000);
  await vi.waitFor(async () => {
    await reconcile();
    expect((await find("SlowQueries")).inhibitedBy).toHaveLength(1);
  }, 8_000);
  const [cause, held] = [await find("HighErrorRate"), await find("SlowQueries")];
  const inhibited = { silencedBy: [], inhibitedBy: [cause.fingerprint], mutedBy: [] };
  expect((await episodeTrail(held.id)).map(({ action }) => action)).toEqual(["EPISODE_OPENED", "EPISODE_SUPPRESSED"]);
  expect(await suppressions(held.id)).toMatchObject([inhibited]);
  await alertmanager.post([burning("HighErrorRate", "critical", new Date())]);
  await vi.waitFor(
    async () => {
      await reconcile();
      expect((await find("SlowQueries")).inhibitedBy).toEqual([]);
    },
    { timeout: 10_000, interval: 300 },
  );
  expect((await suppressions(held.id)).at(-1)).toMatchObject({ action: "EPISODE_UNSUPPRESSED", ...inhibited });
  expect(await suppressions(cause.id)).toEqual([]);
});
