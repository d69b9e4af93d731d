import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { PAYLOADS } from "../support/payloads";
import { signIn } from "./sign-in";

const FOLDER = process.env.E2E_DEMO_DIR ?? ".data/e2e";
const NAME = "E2eQueueBacklog";

/** Straight to the demo's Alertmanager, as Prometheus and other tools do. */
async function send(path: string, body: unknown): Promise<Response> {
  const { alertmanager } = JSON.parse(readFileSync(`${FOLDER}/demo.json`, "utf8")) as { alertmanager: string };
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${alertmanager}/api/v2/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response;
}

const burn = (minutes: number) =>
  send("alerts", [
    {
      labels: { alertname: NAME, severity: "critical", team: "platform", queue: "outbound" },
      annotations: { summary: "1,204 messages wait" },
      endsAt: new Date(Date.now() + minutes * 60_000),
    },
  ]);

test("an alert is silenced from its own page, follows within seconds, and is told again when the silence ends", async ({
  page,
}) => {
  await burn(10);
  await signIn(page, "on_call");
  await page.goto(`/alerts?q=${NAME}`);
  const alert = page.locator("tr", { hasText: NAME });
  await alert.getByRole("link", { name: NAME }).click();
  await page.getByRole("link", { name: "Silence", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`matcher=alertname%3D%22${NAME}%22`));
  await expect(page.getByText("Holds back 1 open alert")).toBeVisible();
  await page.getByLabel("Reason").fill("Load test of the queue");
  const submit = page.getByRole("button", { name: /^Silence as Priya Raman/ });
  await expect(submit).toHaveAttribute("aria-disabled", "true"); // a critical alert is confirmed
  await page.getByRole("checkbox", { name: /holds back a critical alert/ }).check();
  await submit.click();

  const silence = page.locator("tr[data-silence]", { hasText: NAME });
  await expect(silence).toContainText("Load test of the queue");
  await expect(silence).toContainText("Priya Raman");
  await expect(silence).toContainText("1 critical");
  await silence.getByRole("link", { name: "1 alert" }).click();
  await expect(alert).toContainText("Silenced");
  await expect(alert).not.toContainText("Priya Raman"); // silenced is not owned

  await page.goto("/silences");
  await silence.getByRole("button", { name: /^End/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The test is over");
  await dialog.getByRole("button", { name: /^End as/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(silence).toContainText("Ended by Priya Raman");
  await page.goto(`/alerts?q=${NAME}`);
  await expect(alert).toContainText("No owner");
  await burn(0);
});

test("G01 G03 payloads that others wrote into Alertmanager stay text", async ({ page }) => {
  const problems: string[] = [];
  page.on("dialog", (dialog) => {
    problems.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/Content Security Policy|violates/i.test(message.text())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  const run = `G01-${Date.now()}`; // ended ones of an earlier run are listed for a day
  const [startsAt, endsAt] = [new Date(), new Date(Date.now() + 60_000)];
  for (const payload of PAYLOADS) {
    const matchers = [{ name: "alertname", value: `${run} ${payload}`, isRegex: false, isEqual: true }];
    await send("silences", { matchers, startsAt, endsAt, createdBy: payload, comment: payload });
  }
  await signIn(page, "security");
  await page.goto(`/silences?q=${run}`);
  const rows = page.locator("tr[data-silence]");
  await expect(rows).toHaveCount(PAYLOADS.length);
  for (const payload of ["<img src=x onerror=alert(1)>", "{{7*7}}", "**bold** _it_ `code`"])
    await expect(rows.filter({ hasText: payload }).first()).toContainText("Not verified by the portal");
  await rows
    .first()
    .getByRole("link", { name: /^Details/ })
    .click();
  await expect(page.getByRole("heading", { name: "Silence", level: 1 })).toBeVisible();
  await page.goto(`/silences/new?matcher=${encodeURIComponent(`alertname="${PAYLOADS[2]?.replaceAll('"', '\\"')}"`)}`);
  await expect(page.getByLabel("Value 1")).toHaveValue(PAYLOADS[2] ?? "");
  expect(await page.locator("main script, main iframe, main img").count()).toBe(0);
  expect(problems).toEqual([]);
});

test("a silence is made with the keyboard alone, on a phone's width without sideways scrolling", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await signIn(page, "on_call");
  await page.goto("/silences/new");
  await page.getByLabel("Label 1").focus();
  await page.keyboard.type("alertname");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const name = `E2eKeyboard${Date.now()}`;
  await page.keyboard.type(name);
  await expect(page).toHaveURL(new RegExp(`matcher=alertname%3D%22${name}%22`));
  await expect(page.getByText("No open alert.")).toBeVisible();
  await page.getByLabel("Reason").focus();
  await page.keyboard.type("Made by keyboard");
  await page.getByRole("radio", { name: "30 min" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: /^Silence as/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("tr[data-silence]", { hasText: name })).toContainText(/ends in (29|30) min/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await context.close();
});
