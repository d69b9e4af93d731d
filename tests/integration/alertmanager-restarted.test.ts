import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { readSourceView } from "@/lib/alerts/source-state";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { INGEST_TOKEN } from "../support/deliver";
import { episodeTrail } from "../support/episode-trail";
import { laterAnswers } from "../support/later-answers";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { settableClock } from "../support/settable-clock";
import { systemContext } from "../support/system-context";

const MINUTE = 60_000;

let database: ScratchDatabase;
let clock: { set(time: number): Promise<void> };
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
/** How far the portal's clock is ahead of Alertmanager's. */
let ahead = 0;

beforeAll(async () => {
  database = await openScratchDatabase();
  clock = await settableClock(database);
});
beforeEach(async () => {
  portal = await serveRoute(POST);
  await database.prisma.episode.deleteMany();
  await database.prisma.heartbeat.deleteMany();
  await passTo(Date.now());
  const port = await freePort();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port });
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

async function passTo(time: number): Promise<void> {
  ahead = time - Date.now();
  await clock.set(time);
}

const began = new Date(Date.now() - 10 * MINUTE);
/** As Prometheus sends it: it burns for another four minutes unless more is heard. */
const burning = (alertname: string, severity: string) => ({
  labels: { alertname, severity, team: "platform" },
  startsAt: began,
  endsAt: new Date(Date.now() + 4 * MINUTE),
});
const ALERT = () => burning("HighErrorRate", "critical");
const WATCHDOG = () => burning("Watchdog", "none");

const poll = () =>
  reconcileAlerts(systemContext("test", ["alert:ingest"]), [createAlertmanagerClient(laterAnswers(http, () => ahead))]);
const episodes = () => database.prisma.episode.findMany();

/** One alert burns, known by webhook and by poll; then Alertmanager loses its process and its disk. When it began anew. */
async function burnAndRestart(): Promise<number> {
  await alertmanager.post([ALERT(), WATCHDOG()]);
  await vi.waitFor(async () => expect(await episodes()).toMatchObject([{ state: "firing" }]), 8_000);
  await poll();
  expect(await episodes()).toMatchObject([{ state: "firing", source: "main" }]);
  const port = Number(new URL(alertmanager.url).port);
  await alertmanager.close();
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, port });
  expect(await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()).toEqual([]);
  const status = (await (await fetch(`${alertmanager.url}/api/v2/status`)).json()) as { uptime: string };
  return Date.parse(status.uptime);
}

test("Alertmanager starts anew with an empty list: nothing ends for five minutes, and then only after five more", async () => {
  const startedAt = await burnAndRestart();
  const missingSince = async (afterMs: number) => {
    await passTo(startedAt + afterMs);
    await alertmanager.post([WATCHDOG()]);
    await poll();
    const [episode] = await episodes();
    expect(episode).toMatchObject({ state: "firing", resolvedAt: null, sourceStale: false });
    return episode!.missingSince;
  };
  for (const minutes of [1, 2, 3, 4, 5]) expect(await missingSince(minutes * MINUTE), `${minutes}`).toBeNull();
  const first = 5 * MINUTE + 1;
  for (const afterMs of [first, 7 * MINUTE, first + 5 * MINUTE - 1])
    expect(await missingSince(afterMs), `${afterMs}`).toEqual(new Date(startedAt + first));

  await passTo(startedAt + first + 5 * MINUTE);
  await alertmanager.post([WATCHDOG()]);
  await poll();
  const [episode] = await episodes();
  expect(episode).toMatchObject({ state: "resolved", inferred: true });
  expect((await episodeTrail(episode!.id)).map(({ action }) => action)).toEqual(["EPISODE_OPENED", "EPISODE_RESOLVED"]);
});

test("Prometheus sends it again before that: it is the same episode, and nothing was ever missing", async () => {
  const startedAt = await burnAndRestart();
  await passTo(startedAt + 4 * MINUTE);
  await poll();
  const deliveries = portal.count();
  await alertmanager.post([ALERT(), WATCHDOG()]);
  await vi.waitFor(() => expect(portal.count()).toBeGreaterThan(deliveries), 8_000);
  for (const minutes of [4, 6, 12, 20]) {
    await passTo(startedAt + minutes * MINUTE);
    await alertmanager.post([ALERT(), WATCHDOG()]);
    await poll();
    expect(await episodes()).toMatchObject([{ state: "firing", missingSince: null, reopens: 0, version: 1 }]);
  }
  const [episode] = await episodes();
  expect((await episodeTrail(episode!.id)).map(({ action }) => action)).toEqual(["EPISODE_OPENED"]);
});

test("what Alertmanager ended by itself is over only a quarter of an hour after Prometheus is back without it", async () => {
  await alertmanager.post([{ ...ALERT(), endsAt: new Date(Date.now() + 2_000) }, WATCHDOG()]);
  await vi.waitFor(async () => expect(await episodes()).toMatchObject([{ state: "firing" }]), 8_000);
  await poll();
  await vi.waitFor(async () => expect(await episodes()).toMatchObject([{ sourceStale: true }]), 12_000);
  const back = Date.now() + 20 * MINUTE;
  for (const afterMs of [0, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE - 1]) {
    await passTo(back + afterMs);
    await alertmanager.post([WATCHDOG()]);
    await poll();
    expect(await episodes(), `${afterMs}`).toMatchObject([
      { state: "firing", sourceStale: true, missingSince: new Date(back) },
    ]);
  }
  await passTo(back + 15 * MINUTE);
  await alertmanager.post([WATCHDOG()]);
  await poll();
  expect(await episodes()).toMatchObject([{ state: "resolved", inferred: true, sourceStale: false }]);
});

test("nobody sends to it at all: its empty list proves nothing, however long", async () => {
  const startedAt = await burnAndRestart();
  for (const minutes of [4, 6, 12, 600]) {
    await passTo(startedAt + minutes * MINUTE);
    await poll();
    expect(await episodes(), `${minutes}`).toMatchObject([{ state: "firing", missingSince: null, resolvedAt: null }]);
  }
  expect(await readSourceView(database.prisma, startedAt + 600 * MINUTE)).toMatchObject({
    silent: "prometheus",
    watchdogPoll: "dead",
    polls: [{ name: "main", lastError: null }],
  });
});
