import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { PAYLOADS } from "../support/payloads";
import { signIn } from "./sign-in";

const FOLDER = process.env.E2E_DEMO_DIR ?? ".data/e2e";
const token = () => readFileSync(`${FOLDER}/ingest-token`, "utf8").trim();

/** Sends every payload as alert name, label value, annotation and note of a deployment, as an upstream could. */
async function store(page: Page): Promise<void> {
  const headers = { authorization: `Bearer ${token()}` };
  const startsAt = new Date().toISOString();
  const alerts = PAYLOADS.map((payload, index) => ({
    status: "firing",
    labels: {
      alertname: `G01 ${index} ${payload}`,
      severity: "warning",
      team: payload,
      [`label${index}`]: payload,
      __proto: payload,
    },
    annotations: { summary: payload, description: payload, runbook_url: payload },
    startsAt,
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: payload,
  }));
  const delivery = {
    version: "4",
    groupKey: "{}",
    status: "firing",
    receiver: "portal",
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://x",
    alerts,
  };
  expect((await page.request.post("/api/ingest/alertmanager", { headers, data: delivery })).status()).toBe(200);
  for (const title of PAYLOADS.slice(0, 6)) {
    const marked = await page.request.post("/api/ingest/annotations", { headers, data: { kind: "deployment", title } });
    expect(marked.status()).toBeLessThan(300);
  }
}

/** Ends them again, so that other tests see a quiet list. */
async function resolve(page: Page): Promise<void> {
  const headers = { authorization: `Bearer ${token()}` };
  const list = (await (await page.request.get("/api/alerts?q=G01&limit=200")).json()) as {
    episodes: { labels: Record<string, string>; startsAt: string }[];
  };
  const alerts = list.episodes.map(({ labels, startsAt }) => ({
    status: "resolved",
    labels,
    annotations: {},
    startsAt,
    endsAt: new Date().toISOString(),
  }));
  const delivery = {
    version: "4",
    groupKey: "{}",
    status: "resolved",
    receiver: "portal",
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://x",
    alerts,
  };
  await page.request.post("/api/ingest/alertmanager", { headers, data: delivery });
}

test("G01 G03 G06 G08 stored payloads stay text on every page that shows them", async ({ page }) => {
  test.setTimeout(180_000);
  const problems: string[] = [];
  page.on("dialog", (dialog) => {
    problems.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy|violates/i.test(message.text())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await signIn(page, "admin");
  await store(page);
  try {
    await page.goto("/alerts?q=G01");
    await expect(page.locator("tr[data-episode]", { hasText: "<img src=x onerror=alert(1)>" }).first()).toBeVisible();
    await expect(page.locator("tr[data-episode]", { hasText: "{{7*7}}" }).first()).toBeVisible();
    await expect(page.locator("tr[data-episode]", { hasText: "**bold** _it_ `code`" }).first()).toBeVisible();
    const links = await page
      .locator("tr[data-episode] a")
      .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThanOrEqual(PAYLOADS.length);
    for (const link of links.slice(0, 12)) {
      await page.goto(link);
      await expect(page.locator("h1")).toContainText("G01");
      const targets = await page
        .locator("main a")
        .evaluateAll((found) => found.map((other) => (other as HTMLAnchorElement).protocol));
      expect(targets.filter((protocol) => !["http:", "https:"].includes(protocol))).toEqual([]);
    }
    for (const path of ["/dashboards/executive", "/dashboards/operations", "/audit", "/status"]) await page.goto(path);
    expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
    expect(await page.locator("main script, main iframe, main img").count()).toBe(0);
    expect(problems).toEqual([]);
  } finally {
    await resolve(page);
  }
});
