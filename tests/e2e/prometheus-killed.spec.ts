import { expect, type Page, test } from "@playwright/test";
import type { AlertSummary } from "@/lib/alerts/summary-view";
import { type AlertingPrometheus, startAlertingPrometheus } from "../support/start-alerting-prometheus";
import { addresses, orderPrometheus } from "./demo-control";
import { hurryPoll } from "./hurry-poll";
import { signIn } from "./sign-in";

/** Of the shipped routing to the portal, and a little more. */
const GROUP_INTERVAL_MS = 16_000;
const CALM = /\b(no open alerts|no alerts open|all clear|are on time)\b/i;

interface Listed {
  episodes: { id: string; state: string; source: string; sourceStale: boolean }[];
}

/** As Alertmanager's API tells and takes it. */
interface HeldAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
}

let prometheus: AlertingPrometheus;

test.beforeAll(async () => {
  // Its alerts lapse in seconds; those of the demo's own need four minutes.
  prometheus = await startAlertingPrometheus({
    alertmanagers: [new URL(addresses().alertmanager).host],
    watchdog: false,
  });
});
test.afterAll(async () => {
  await prometheus.stop();
  await orderPrometheus("start");
});

const row = (page: Page) => page.locator("[data-episode]", { hasText: prometheus.instance });
const answerOf = <T>(page: Page, path: string) =>
  page.evaluate(async (address) => (await fetch(address)).json(), path) as Promise<T>;
const episodeOf = async (page: Page) =>
  (await answerOf<Listed>(page, `/api/alerts?q=${encodeURIComponent(prometheus.instance)}&state=all`)).episodes[0];

test("I9 Prometheus is killed while an alert burns: no screen says that it ended, or that all is clear", async ({
  page,
}) => {
  test.setTimeout(150_000);
  await signIn(page, "admin");
  await page.goto("/alerts");
  prometheus.burn(true);
  await expect(row(page)).toContainText("No owner", { timeout: 30_000 });
  await hurryPoll();
  await expect.poll(async () => (await episodeOf(page))?.source, { timeout: 20_000 }).toBe("main");
  const [held] = await heldAlerts();

  await Promise.all([prometheus.kill(), orderPrometheus("kill")]);
  await expect(row(page)).toContainText("Source silent", { timeout: 45_000 });
  expect(await heldAlerts()).toEqual([]); // Alertmanager is sure that it is over
  await hurryPoll();

  await expect(row(page)).toContainText("No owner");
  await expect(row(page)).not.toContainText(/resolved/i);
  expect(await page.locator("main").innerText()).not.toMatch(CALM);
  expect((await answerOf<AlertSummary>(page, "/api/alerts/summary")).unownedCritical).toBeGreaterThan(0);
  const { id, ...episode } = (await episodeOf(page))!;
  expect(episode).toMatchObject({ state: "firing", sourceStale: true });

  await page.goto(`/alerts/${id}`);
  await expect(page.getByText("only because Prometheus fell silent. Kept open.")).toBeVisible();
  await expect(page.getByText(/^Resolved/)).toHaveCount(0);

  await page.goto("/dashboards/executive");
  await expect(
    page
      .locator("main")
      .getByText(/\d+ alerts? open, \d+ without an owner/)
      .first(),
  ).toBeVisible();
  expect(await page.locator("main").innerText()).not.toMatch(CALM);

  // Told of again, as by a Prometheus that is back: Alertmanager delivers that within its group's interval.
  await send(held!, 3_600_000);
  const delivered = page.waitForTimeout(GROUP_INTERVAL_MS);
  await page.goto("/status");
  await expect(page.locator("main").getByText(/\d+ failing/)).toBeVisible({ timeout: 60_000 });
  expect(await page.locator("main").innerText()).not.toMatch(CALM);
  await delivered;
  await hurryPoll();
  expect(await episodeOf(page)).toMatchObject({ id, state: "firing", sourceStale: false });
  await send(held!, -1); // an end that is told is one
  await page.goto(`/alerts/${id}`);
  await expect(page.getByText("Resolved", { exact: true }).first()).toBeVisible({ timeout: 45_000 });
});

async function send({ labels, annotations, startsAt }: HeldAlert, endsIn: number): Promise<void> {
  const alert = { labels, annotations, startsAt, endsAt: new Date(Date.now() + endsIn) };
  const headers = { "content-type": "application/json" };
  const url = `${addresses().alertmanager}/api/v2/alerts`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify([alert]) });
  expect(response.status).toBe(200);
}

async function heldAlerts(): Promise<HeldAlert[]> {
  const filter = encodeURIComponent(`instance="${prometheus.instance}"`);
  return (await (await fetch(`${addresses().alertmanager}/api/v2/alerts?filter=${filter}`)).json()) as HeldAlert[];
}
