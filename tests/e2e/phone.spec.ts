import { expect, type Page, test } from "@playwright/test";
import { fireAlerts } from "./fire-alerts";
import { signIn } from "./sign-in";
import { smallTargets } from "./small-targets";

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const ALERTS = [
  { alertname: "PhoneOne", shard: "p1", service: "phone-1" },
  { alertname: "PhoneTwo", shard: "p2", service: "phone-2" },
];

test.beforeAll(() => fireAlerts(ALERTS));
test.afterAll(() => fireAlerts(ALERTS, true));

const card = (page: Page, name: string) => page.locator("tr[data-episode]", { hasText: name });

test("every control of the alert screens, and of what is behind a panel, is as large as a thumb", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "on_call");
  await page.goto("/alerts?q=PhoneTwo");
  await expect(card(page, "PhoneTwo")).toBeVisible({ timeout: 60_000 });
  const small: Record<string, string[]> = {};
  const look = async (where: string) => {
    const found = await smallTargets(page);
    if (found.length > 0) small[where] = found;
  };
  await look("the list");
  for (const button of ["View", "Filters", "Zone: UTC"]) {
    await page.getByRole("button", { name: button }).tap();
    await page.getByRole("dialog").getByRole("textbox").or(page.getByRole("combobox")).first().waitFor();
    await look(button);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page
    .getByRole("checkbox", { name: /^Select all/ })
    .first()
    .tap();
  await expect(page.getByRole("region", { name: "Selected alerts" })).toBeVisible();
  await look("the list with some selected");
  await page.getByRole("button", { name: "Clear" }).tap();
  await page.getByRole("button", { name: /^Acknowledge PhoneTwo/ }).tap();
  await look("the dialog");
  await page.keyboard.press("Escape");
  await card(page, "PhoneTwo").tap({ position: { x: 200, y: 50 } });
  await expect(page).toHaveURL(/alerts\/[0-9a-f-]{36}/); // the whole card opens it
  await expect(page.getByRole("heading", { name: "PhoneTwo", level: 1 })).toBeVisible();
  await look("an alert");
  for (const path of [
    "/alerts/handover",
    "/alerts/performance",
    "/silences",
    "/silences/new?matcher=alertname%3D~%22Phone.%2A%22",
    "/explore?expr=count(up)%20by%20(job)",
    "/dashboards/operations?inspect=pod-status",
  ]) {
    await page.goto(path);
    if (path.startsWith("/explore")) {
      await look("a query from outside");
      await page.getByRole("button", { name: "Run this query" }).tap();
    }
    await page.waitForLoadState("networkidle");
    await look(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  expect(small).toEqual({});
});

test("two taps from the list to an alert that is one's own", async ({ page }) => {
  await signIn(page, "on_call");
  await page.goto("/alerts?q=PhoneOne");
  await expect(card(page, "PhoneOne")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Acknowledge PhoneOne/ }).tap();
  // A note that had the focus would bring up the phone's keys, over the button of the second tap.
  await expect(page.getByLabel("Note")).not.toBeFocused();
  await page.getByRole("button", { name: /^Acknowledge as/ }).tap();
  await expect(card(page, "PhoneOne")).toContainText("Priya Raman");
});
