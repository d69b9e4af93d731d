import { expect, type Page, test } from "@playwright/test";
import { freePort, type TestAlertmanager } from "../support/alertmanager";
import { type AlertingPrometheus, startAlertingPrometheus } from "../support/start-alerting-prometheus";
import { type OwnPortal, ownPortal } from "./own-portal";
import { startRepeatingAlertmanager } from "./repeating-alertmanager";
import { signInTo } from "./sign-in";

const QUIET_MINUTES = 14;

let portal: OwnPortal;
let alertmanager: TestAlertmanager;
let prometheus: AlertingPrometheus;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const [port, alertmanagerPort] = [await freePort(), await freePort()];
  portal = ownPortal({ port, alertmanager: `http://127.0.0.1:${alertmanagerPort}` });
  [alertmanager] = await Promise.all([startRepeatingAlertmanager(portal, alertmanagerPort), portal.start()]);
  prometheus = await startAlertingPrometheus({ alertmanagers: [new URL(alertmanager.url).host] });
});
test.afterAll(async () => {
  await prometheus?.stop();
  await alertmanager?.close();
  await portal.remove();
});

const banner = (page: Page) => page.getByText(/^No Watchdog by webhook since /);

async function legOf(leg: string): Promise<{ state: string; lastSeenAt: string | null } | undefined> {
  const headers = { authorization: `Bearer ${portal.metricsToken}` };
  const answer = (await (await fetch(`${portal.url}/api/health/deep`, { headers })).json()) as {
    legs: { id: string; state: string; lastSeenAt: string | null }[];
  };
  return answer.legs.find(({ id }) => id === leg);
}

const healthOf = async (leg: string) => (await legOf(leg))?.state;

test("the Watchdog died by webhook alone: every page says so and since when, the health answer too, until it is back", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await expect.poll(() => healthOf("watchdog:webhook"), { timeout: 30_000 }).toBe("ok");
  // The portal was there all the time; what it last heard of this way is made older.
  const silence = await alertmanager.silence("Watchdog", 3_600);
  await page.waitForTimeout(2_500); // what Alertmanager had begun to deliver has arrived
  await portal.stop();
  await portal.sql(`UPDATE heartbeats SET last_seen_at = now() - interval '${QUIET_MINUTES} minutes'
    WHERE leg IN ('webhook', 'watchdog:webhook')`);
  await portal.start();

  await signInTo(page, portal);
  for (const path of ["/alerts", "/dashboards/executive"]) {
    await page.goto(`${portal.url}${path}`);
    await expect(banner(page)).toBeVisible({ timeout: 45_000 });
    expect(await page.locator("body").innerText()).not.toMatch(/no open alerts|no alerts open/i);
  }
  const since = (await legOf("watchdog:webhook"))?.lastSeenAt;
  expect(Date.now() - Date.parse(since ?? "")).toBeGreaterThan(QUIET_MINUTES * 60_000);
  await expect(banner(page)).toContainText(`${since?.slice(11, 16)} UTC.`);
  await expect(page.getByText(/by webhook: dead since .*; by poll: alive\./)).toBeVisible();
  expect([await healthOf("watchdog:webhook"), await healthOf("watchdog:poll")]).toEqual(["dead", "ok"]);

  await alertmanager.expire(silence);
  await expect.poll(() => healthOf("watchdog:webhook"), { timeout: 30_000 }).toBe("ok");
  await page.reload(); // an open page would ask within half a minute
  await expect(page.locator("main").first()).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});
