import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/ingest/alertmanager/route";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { getAlertSummary } from "@/lib/alerts/alert-summary";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { silenceWords } from "@/lib/alerts/silence-words";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { getDeepHealth } from "@/lib/status/get-deep-health";
import { formatInstant } from "@/lib/time/format-time";
import { freePort, startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { contextOf } from "../support/context";
import { INGEST_TOKEN } from "../support/deliver";
import { laterAnswers } from "../support/later-answers";
import { type RouteServer, serveRoute } from "../support/route-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";
import { settableClock } from "../support/settable-clock";
import { type AlertingPrometheus, startAlertingPrometheus } from "../support/start-alerting-prometheus";
import { systemContext } from "../support/system-context";

const MINUTE = 60_000;
const WITHIN = { timeout: 20_000, interval: 200 };

let database: ScratchDatabase;
let clock: { set(time: number): Promise<void> };
let portal: RouteServer;
let alertmanager: TestAlertmanager;
let prometheus: AlertingPrometheus;
let http: UpstreamHttp;
/** Where nobody answers. */
let nowhere: UpstreamHttp;
let now = 0;
/** How far the portal's clock is ahead of everybody else's. */
let ahead = 0;
const folder = mkdtempSync(path.join(tmpdir(), "portal-watchdog-"));

beforeAll(async () => {
  database = await openScratchDatabase();
  clock = await settableClock(database);
  portal = await serveRoute(POST);
  alertmanager = await startAlertmanager({ webhook: portal.url, token: INGEST_TOKEN, configuration: repeating() });
  const file = path.join(folder, "datasources.yaml");
  writeFileSync(
    file,
    `datasources: [{ name: prometheus, type: prometheus, url: "http://127.0.0.1:9" }]
alertmanagers: [{ name: main, url: "${alertmanager.url}" }]
`,
  );
  process.env.DATASOURCES_FILE = file;
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 5_000);
  nowhere = createUpstreamHttp({ name: "main", url: `http://127.0.0.1:${await freePort()}`, headers: {} }, 5_000);
  prometheus = await startAlertingPrometheus({ alertmanagers: [new URL(alertmanager.url).host] });
});
beforeEach(async () => {
  await database.prisma.heartbeat.deleteMany();
  await passTo(Date.now());
  await untilWell();
});
afterAll(async () => {
  await prometheus.stop();
  await Promise.all([http.close(), nowhere.close()]);
  await alertmanager.close();
  await portal.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The shipped routing repeats the Watchdog every minute; a second is the same, sooner. */
function repeating(): string {
  return `
route: { receiver: portal, group_by: [alertname], group_wait: 200ms, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: portal
    webhook_configs:
      - url: ${portal.url}
        http_config: { authorization: { credentials: ${INGEST_TOKEN} } }
`;
}

async function passTo(time: number): Promise<void> {
  now = time;
  ahead = time - Date.now();
  await clock.set(time);
}

function poll(from = http): Promise<void> {
  const client = createAlertmanagerClient(laterAnswers(from, () => ahead));
  return reconcileAlerts(systemContext("test", ["alert:ingest"]), [client]);
}

let asked = 0;
/** What every page shows above all else, and what a watcher outside reads. */
async function look() {
  const { source } = await getAlertSummary(contextOf("executive", { now: new Date(now) }));
  const health = await getDeepHealth(contextOf("admin", { ip: `10.0.0.${asked++ % 250}` }), 0);
  const leg = (id: string) => health.legs.find((one) => one.id === id)?.state;
  return {
    banner: silenceWords(source, "UTC"),
    health: { webhook: leg("watchdog:webhook"), poll: leg("watchdog:poll") },
    status: health.status,
  };
}

const WELL = { banner: null, health: { webhook: "ok", poll: "ok" } };

const untilWell = (from = http) =>
  vi.waitFor(async () => {
    await poll(from);
    expect(await look()).toMatchObject(WELL);
  }, WITHIN);

const seen = async (leg: string) =>
  (await database.prisma.heartbeat.findUniqueOrThrow({ where: { leg } })).lastSeenAt!.getTime();
/** With the day when that was yesterday. */
const sinceOf = (time: number) => `since (\\d+ \\w+, )?${formatInstant(time, "UTC", "minute")} UTC`;
const titled = (what: string, time: number) => expect.stringMatching(new RegExp(`^${what} ${sinceOf(time)}\\.$`));

/** Until Alertmanager has delivered nothing for two of its rounds. */
async function untilQuiet(): Promise<void> {
  for (let before = -1; before !== portal.count(); ) {
    before = portal.count();
    await wait(2_500);
  }
}

test("the Watchdog stops by webhook alone: the page and the health answer name that way and since when, until it is back", async () => {
  const silence = await alertmanager.silence("Watchdog", 3_600); // the usual mistake
  await untilQuiet();
  const last = await seen("watchdog:webhook");

  await passTo(last + 10 * MINUTE);
  await poll();
  expect(await look()).toMatchObject({ banner: null, health: { webhook: "late", poll: "ok" } });
  await passTo(last + 10 * MINUTE + 1);
  await poll();
  expect(await look()).toMatchObject({
    banner: {
      tone: "fail",
      title: titled("No Watchdog by webhook", last),
      text: expect.stringContaining("by poll: alive."),
    },
    health: { webhook: "dead", poll: "ok" },
    status: "dead",
  });

  await alertmanager.expire(silence);
  await untilWell();
});

test("the polls stop alone: they are named, and since when, until they are answered again", async () => {
  const [answered, spoke] = [await seen("poll:main"), await seen("watchdog:poll")];
  await passTo(answered + 3 * MINUTE - 1);
  await poll(nowhere);
  expect((await look()).banner).toBeNull();
  for (const [later, pulse, tone] of [
    [spoke + 3 * MINUTE + 2_000, "late", "unknown"],
    [spoke + 10 * MINUTE + 1, "dead", "fail"],
  ] as const) {
    await passTo(later);
    const deliveries = portal.count();
    await vi.waitFor(() => expect(portal.count()).toBeGreaterThan(deliveries + 1), WITHIN);
    await poll(nowhere);
    const text = new RegExp(`Watchdog by webhook: alive; by poll: ${pulse} ${sinceOf(spoke)}\\.$`);
    expect(await look()).toMatchObject({
      banner: {
        tone,
        title: titled("Alertmanager does not answer polls", answered),
        text: expect.stringMatching(text),
      },
      health: { webhook: "ok", poll: pulse },
    });
  }
  await untilWell();
});

test("Prometheus itself dies: both ways die, Prometheus is named, and since when, until it is back", async () => {
  await prometheus.kill();
  await untilQuiet(); // Alertmanager has forgotten the Watchdog
  await poll();
  const spoke = await seen("watchdog:poll");
  const delivered = await seen("watchdog:webhook");
  await passTo(spoke + 3 * MINUTE);
  await poll();
  expect(await look()).toMatchObject({
    banner: { tone: "unknown", title: titled("Prometheus silent", spoke) },
    health: { poll: "late" },
  });
  await passTo(delivered + 10 * MINUTE + 1);
  await poll();
  expect(await look()).toMatchObject({
    banner: { tone: "fail", title: titled("Prometheus silent", spoke) },
    health: { webhook: "dead", poll: "dead" },
    status: "dead",
  });

  await prometheus.startAgain();
  await untilWell();
});
