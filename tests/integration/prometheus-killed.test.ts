import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { getAlertSummary } from "@/lib/alerts/alert-summary";
import { listEpisodes } from "@/lib/alerts/list-episodes";
import { episodeListQuerySchema } from "@/lib/alerts/list-query";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { acknowledgeAs } from "../support/acknowledge-request";
import { signInAs } from "../support/actor-request";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { contextOf } from "../support/context";
import { INGEST_TOKEN } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { type AlertingPrometheus, startAlertingPrometheus } from "../support/start-alerting-prometheus";
import { systemContext } from "../support/system-context";

const WITHIN = { timeout: 20_000, interval: 200 };

let database: ScratchDatabase;
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
let prometheus: AlertingPrometheus;

beforeAll(async () => {
  database = await openScratchDatabase();
  portal = await serveRoute(POST);
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
});
afterEach(async () => {
  await prometheus.stop();
  await http.close();
  await alertmanager.close();
});
afterAll(async () => {
  await portal.close();
  await database.close();
});

async function startSending(hold?: string): Promise<void> {
  prometheus = await startAlertingPrometheus({ alertmanagers: [new URL(alertmanager.url).host], hold });
}

const reconcile = () => reconcileAlerts(systemContext("test", ["alert:ingest"]), [createAlertmanagerClient(http)]);
const episodes = () => database.prisma.episode.findMany({ orderBy: { openedAt: "asc" } });
const actions = async (id: string) => (await episodeTrail(id)).map(({ action }) => action);

/** Polls until there is one episode, and it is like this. */
async function untilPolled(expected: object): Promise<void> {
  await vi.waitFor(async () => {
    await reconcile();
    expect(await episodes()).toMatchObject([expected]);
  }, WITHIN);
}

/** Without a poll: only the webhook can tell. */
const untilTold = (expected: object) =>
  vi.waitFor(async () => expect(await episodes()).toMatchObject([expected]), WITHIN);

/** What Alertmanager itself says of all that is not over. */
async function listedNames(): Promise<string[]> {
  const alerts = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as {
    labels: { alertname: string };
  }[];
  return alerts.map(({ labels }) => labels.alertname);
}

test("I9 Prometheus is killed while an alert burns: what Alertmanager then ends by itself stays open, with its owner", async () => {
  await startSending();
  prometheus.burn(true);
  await untilTold({ state: "firing", source: "webhook" });
  const { id } = (await episodes())[0]!;
  expect((await acknowledgeAs(await signInAs("on_call"), id)).status).toBe(200);
  await untilPolled({ state: "acknowledged", source: "main" });

  await prometheus.kill();
  await untilTold({ id, state: "acknowledged", sourceStale: true, resolvedAt: null });
  await vi.waitFor(async () => expect(await listedNames()).toEqual([]), WITHIN); // Alertmanager is sure
  await reconcile();
  await reconcile();
  expect(await episodes()).toMatchObject([{ id, state: "acknowledged", sourceStale: true, resolvedAt: null }]);
  expect(await actions(id)).toEqual(["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_RESOLVE_HELD"]);
  const reader = contextOf("executive");
  expect(await getAlertSummary(reader)).toMatchObject({ open: 1, critical: 1 });
  const open = await listEpisodes(reader, episodeListQuerySchema.parse({}));
  expect(open.episodes).toMatchObject([{ id, state: "acknowledged", sourceStale: true, resolvedAt: null }]);

  await prometheus.startAgain();
  await untilPolled({ id, state: "acknowledged", sourceStale: false, acknowledgedBy: "Test on_call", reopens: 0 });
  prometheus.burn(false); // an end that Prometheus tells of is one
  await untilPolled({ id, state: "resolved", inferred: false });
  expect((await actions(id)).slice(3)).toEqual(["EPISODE_RESOLVED"]);
});

test("Prometheus starts anew and waits for its rule again, longer than Alertmanager remembers: one episode, never resolved", async () => {
  await startSending("6s");
  prometheus.burn(true);
  await untilPolled({ state: "firing", source: "main" });
  await prometheus.kill();
  await prometheus.startAgain();
  await untilTold({ state: "firing", sourceStale: true });
  await vi.waitFor(async () => expect(await listedNames()).toEqual(["Watchdog"]), WITHIN); // it speaks, of other things
  await reconcile();
  await untilPolled({ state: "firing", sourceStale: false, version: 1 });
  const { id } = (await episodes())[0]!;
  expect(await actions(id)).toEqual(["EPISODE_OPENED", "EPISODE_RESOLVE_HELD"]);
});
