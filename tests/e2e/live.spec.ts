import { randomUUID } from "node:crypto";
import { type APIRequestContext, type BrowserContext, expect, type Page, type Request, test } from "@playwright/test";
import { startCuttableProxy } from "./cuttable-proxy";
import { demoSecrets } from "./demo-secrets";
import { signIn } from "./sign-in";

const CHROMIUM_TABS = 10;

/** A new alert, delivered as Alertmanager does it. Returns its name. */
async function fire(request: APIRequestContext): Promise<string> {
  const alertname = `LiveTest${randomUUID().slice(0, 8)}`;
  const alert = {
    status: "firing",
    labels: { alertname, severity: "critical", team: "platform" },
    annotations: { summary: `${alertname} burns` },
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: "0001-01-01T00:00:00Z",
  };
  const response = await request.post("/api/ingest/alertmanager", {
    headers: { authorization: `Bearer ${demoSecrets().ingest}` },
    data: { version: "4", status: "firing", alerts: [alert], truncatedAlerts: 0 },
  });
  expect(response.status()).toBe(200);
  return alertname;
}

async function takeOver(page: Page, alertname: string): Promise<void> {
  const status = await page.evaluate(async (name) => {
    const { episodes } = await (await fetch(`/api/alerts?q=${name}`)).json();
    const headers = { "content-type": "application/json" };
    const reply = await fetch(`/api/alerts/${episodes[0].id}/acknowledge`, { method: "POST", headers, body: "{}" });
    return reply.status;
  }, alertname);
  expect(status).toBe(200);
}

const row = (page: Page, alertname: string) => page.locator("[data-episode]", { hasText: alertname });
/** The stream stands: the list then asks by itself only every half minute. */
const streaming = (context: BrowserContext) =>
  context.waitForEvent("response", (reply) => reply.url().endsWith("/api/events"));

test("a second browser sees a new alert and its new owner at once", async ({ browser, request }) => {
  const [mine, theirs] = [await browser.newContext(), await browser.newContext()];
  const [onCall, executive] = [await mine.newPage(), await theirs.newPage()];
  await signIn(onCall, "on_call");
  const open = streaming(theirs);
  await signIn(executive, "executive");
  await executive.goto("/alerts");
  await open;
  await executive.waitForTimeout(1_000);

  const alertname = await fire(request);
  let told = Date.now();
  await expect(row(executive, alertname)).toBeVisible();
  console.log(`a new alert was seen ${Date.now() - told} ms after its delivery was answered`);
  // When the name appears is noted inside the page: asking from outside costs more than what is measured.
  const seen = executive.evaluate(
    ([name, owner]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = [...document.querySelectorAll("[data-episode]")].find((one) =>
            one.textContent?.includes(name!),
          );
          if (found?.textContent?.includes(owner!)) resolve(Date.now());
        };
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    [alertname, "Priya Raman"],
  );
  await takeOver(onCall, alertname);
  told = Date.now();
  console.log(`a new owner was seen ${(await seen) - told} ms after the acknowledgement was answered`);
  await mine.close();
  await theirs.close();
});

/** How many event streams this browser holds open now; those of other tests' browsers do not count. */
function streamsOf(context: BrowserContext): () => number {
  const open = new Set<Request>();
  context.on("request", (one) => {
    if (new URL(one.url()).pathname === "/api/events") open.add(one);
  });
  const end = (one: Request) => open.delete(one);
  context.on("requestfailed", end).on("requestfinished", end);
  return () => [...open].filter((one) => !one.frame().page().isClosed()).length;
}

test("R15 ten tabs share one stream; when the tab that holds it closes, another takes over", async ({
  browser,
  request,
}) => {
  const context = await browser.newContext();
  const streams = streamsOf(context);
  const first = await context.newPage();
  await signIn(first, "security");
  const tabs = [first];
  while (tabs.length < CHROMIUM_TABS) tabs.push(await context.newPage());
  for (const tab of tabs) await tab.goto("/alerts");
  await expect.poll(streams).toBe(1);

  const alertname = await fire(request);
  await Promise.all(tabs.map((tab) => expect(row(tab, alertname)).toBeVisible()));
  await first.close();
  const next = await fire(request);
  await Promise.all(tabs.slice(1).map((tab) => expect(row(tab, next)).toBeVisible()));
  await expect.poll(streams).toBe(1);
  await expect(tabs[1]!.getByText("Reconnecting")).toHaveCount(0);
  await context.close();
});

test("R14 without a network the page says so; with it again, it is up to date at once", async ({
  browser,
  request,
  baseURL,
}) => {
  const proxy = await startCuttableProxy(baseURL ?? "");
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, "on_call");
  await page.goto(`${proxy.url}/alerts`); // cookies are the host's, whatever the port
  const status = page.getByText(/Reconnecting|Not updating since/);
  await expect(page.getByText(/^Live/).first()).toBeVisible();
  await expect(status).toHaveCount(0);
  proxy.cut();
  await expect(status.first()).toBeVisible({ timeout: 30_000 });
  const alertname = await fire(request);
  proxy.mend();
  await expect(row(page, alertname)).toBeVisible();
  await expect(status).toHaveCount(0, { timeout: 30_000 });
  await context.close();
  await proxy.close();
});
