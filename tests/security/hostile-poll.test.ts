import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createAlertmanagerClient } from "@/lib/alertmanager/client";
import { createSilenceClient } from "@/lib/alertmanager/silence-client";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import { createUpstreamHttp, type UpstreamHttp } from "@/lib/datasources/upstream-http";
import { previewSilence } from "@/lib/silences/preview-silence";
import { startAlertmanager, type TestAlertmanager } from "../support/alertmanager";
import { contextOf } from "../support/context";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

/** Alertmanager's API asks nobody for a name: whoever reaches it may post whatever alerts, and the polls list them. */
let database: ScratchDatabase;
let alertmanager: TestAlertmanager;
let http: UpstreamHttp;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(async () => {
  await database.prisma.episode.deleteMany();
  await database.prisma.heartbeat.deleteMany();
  alertmanager = await startAlertmanager({ webhook: "http://127.0.0.1:9/", token: "unused" });
  http = createUpstreamHttp({ name: "main", url: alertmanager.url, headers: {} }, 20_000);
  return async () => {
    await http.close();
    await alertmanager.close();
  };
});
afterAll(() => database.close());

const poll = () => reconcileAlerts(contextOf("admin"), [createAlertmanagerClient(http)]);
const names = async () =>
  (await database.prisma.episode.findMany({ orderBy: { alertname: "asc" } })).map(({ alertname }) => alertname);
const leg = (name: string) => database.prisma.heartbeat.findUnique({ where: { leg: name } });

describe.each([
  ["a label of 20,000 letters", { alertname: "Hostile", long: "x".repeat(20_000) }],
  [
    "600 labels",
    { alertname: "Hostile", ...Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`l${index}`, "x"])) },
  ],
])("H05 an alert with %s", (_words, labels) => {
  test("hides no other alert from the polls, and is counted once", async () => {
    await alertmanager.post([{ labels }, { labels: { alertname: "Burning", severity: "critical" } }]);
    await poll();
    await poll();
    expect(await names()).toEqual(["Burning"]);
    expect(await leg("poll:main")).toMatchObject({ lastSeenAt: expect.any(Date), lastError: null });
    expect(await leg("webhook:alerts")).toMatchObject({ failures: 1, lastError: expect.stringContaining("labels") });
  });

  test("leaves the preview of a silence as it is", async () => {
    await alertmanager.post([{ labels }, { labels: { alertname: "Burning", team: "a" } }]);
    const matchers = [{ name: "alertname", value: "Hostile|Burning", isRegex: true, isEqual: true }];
    const preview = await previewSilence(contextOf("on_call"), { matchers }, [createSilenceClient(http)]);
    expect(preview.alerts.map(({ alertname }) => alertname)).toEqual(["Burning"]);
  });
});

test("I11 a storm that makes the list larger than 8 MiB is still read", async () => {
  const description = "x".repeat(15_000);
  const alerts = Array.from({ length: 700 }, (_, index) => ({
    labels: { alertname: "Storm", pod: `pod-${index}` },
    annotations: { description },
  }));
  for (let from = 0; from < alerts.length; from += 100) await alertmanager.post(alerts.slice(from, from + 100));
  await poll();
  expect(await leg("poll:main")).toMatchObject({ lastError: null });
  expect(await database.prisma.episode.count()).toBe(700);
});
