import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { fireAlerts } from "./fire-alerts";
import { signIn } from "./sign-in";

const NAMES = ["ListOne", "ListTwo", "ListThree", "ListFour", "ListFive"];
const labels = NAMES.map((alertname, index) => ({ alertname, shard: `s${index}`, service: `list-${index}` }));

test.beforeAll(async () => {
  await fireAlerts(labels);
});
test.afterAll(async () => {
  await fireAlerts(labels, true);
});

const row = (page: Page, name: string) => page.locator("tr[data-episode]", { hasText: name });

/** Signs in and waits until the last of the test's alerts has arrived, then opens the list as it was asked for. */
async function openList(page: Page, search = ""): Promise<void> {
  await signIn(page, "on_call");
  await page.goto("/alerts?q=ListFive");
  await expect(row(page, "ListFive")).toBeVisible({ timeout: 60_000 });
  await page.goto(`/alerts${search}`);
}

async function seriousOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id);
}

test("by keyboard: from row to row, acknowledge with a note, open; nothing while typing", async ({ page }) => {
  await openList(page, "?q=alertname%3DListOne");
  // The page is drawn before it listens.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "ListOne" })).toBeFocused();
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Acknowledge ListOne" });
  await expect(dialog.getByLabel("Note")).toBeFocused();
  await page.keyboard.type("ajx?");
  await expect(dialog.getByLabel("Note")).toHaveValue("ajx?");
  await dialog.getByRole("button", { name: /^Acknowledge as/ }).click();
  await expect(row(page, "ListOne")).toContainText("Priya Raman");
  await expect(row(page, "ListOne")).toContainText("ajx?");
  await page.getByRole("link", { name: "ListOne" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "ListOne", level: 1 })).toBeVisible();
});

test("filters, groups and the search are in the address, and the back button takes them back", async ({ page }) => {
  await openList(page);
  await page.getByRole("button", { name: /^No owner/ }).click();
  await expect(page).toHaveURL(/acknowledged=no&silenced=no&inhibited=no&muted=no/);
  await page.getByRole("button", { name: "View" }).click();
  await page.getByLabel("Group by").selectOption("team");
  await expect(page).toHaveURL(/group=team/);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("shard=s1");
  await expect(page).toHaveURL(/q=shard%3Ds1/);
  await expect(row(page, "ListTwo")).toBeVisible();
  await expect(row(page, "ListFive")).toHaveCount(0);
  await page.goBack();
  await expect(page).not.toHaveURL(/q=/);
  await expect(row(page, "ListFive")).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/group=/);
  await page.reload();
  await expect(page.getByRole("button", { name: /^No owner/ })).toHaveAttribute("aria-pressed", "true");
});

test("several are acknowledged at once, and what became of each is said", async ({ page, browser }) => {
  await openList(page, "?q=shard&group=severity");
  await row(page, "ListTwo").getByRole("checkbox").check();
  await row(page, "ListFour")
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByRole("region", { name: "Selected alerts" })).toContainText("selected");
  const other = await (await browser.newContext()).newPage();
  await signIn(other, "security");
  await other.goto("/alerts?q=alertname%3DListThree");
  // Somebody else is faster by the time that the request is on its way.
  await page.route("**/api/alerts/acknowledgements", async (route) => {
    await row(other, "ListThree")
      .getByRole("button", { name: /^Acknowledge/ })
      .click();
    await other
      .getByRole("dialog")
      .getByRole("button", { name: /^Acknowledge as/ })
      .click();
    await expect(row(other, "ListThree")).toContainText("Marcus Oyelaran");
    await route.continue();
  });
  await page
    .getByRole("region", { name: "Selected alerts" })
    .getByRole("button", { name: /^Acknowledge/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill("All of one kind.");
  await dialog.getByRole("button", { name: /^Acknowledge/ }).click();
  await expect(dialog).toContainText("1 not");
  await expect(dialog).toContainText("Marcus Oyelaran has this alert.");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "ListTwo")).toContainText("Priya Raman");
  await other.context().close();
});

test("taking over names the owner; a note, and giving back with a reason, are in the timeline", async ({ page }) => {
  await openList(page, "?q=alertname%3DListThree");
  await row(page, "ListThree")
    .getByRole("button", { name: /^Take over/ })
    .click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Marcus Oyelaran has it now");
  await sheet.getByRole("button", { name: "Take over from Marcus Oyelaran" }).click();
  await expect(row(page, "ListThree")).toContainText("Priya Raman");
  await page.getByRole("link", { name: "ListThree" }).click();
  await page.getByRole("button", { name: "Add note" }).click();
  await sheet.getByLabel("Note").fill("Restarted <b>shard 2</b>.");
  await sheet.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByText("Restarted <b>shard 2</b>.").first()).toBeVisible();
  await page.getByRole("button", { name: "Give back" }).click();
  const giveBack = sheet.getByRole("button", { name: "Give back" });
  await expect(giveBack).toHaveAttribute("aria-disabled", "true");
  await sheet.getByLabel("Reason").fill("End of shift.");
  await giveBack.click();
  await expect(page.getByText("Given back by Priya Raman")).toBeVisible();
  await expect(page.getByText("Taken over by Priya Raman from Marcus Oyelaran")).toBeVisible();
  expect(await seriousOn(page)).toEqual([]);
});

test("the handover prints on paper and fits a phone", async ({ page }) => {
  await openList(page);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole("link", { name: "Handover" }).first().click();
  await expect(page.getByText(/^As of/)).toContainText("UTC");
  await expect(page.getByRole("region", { name: /^Who has what/ })).toContainText("Priya Raman");
  expect(await seriousOn(page)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "ListFive" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });
  for (const path of ["/alerts/handover", "/alerts", "/alerts?group=alertname"]) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    await expect(page.getByRole("link", { name: "ListFive" }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  const button = row(page, "ListFive").getByRole("button", { name: /^Acknowledge/ });
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
});
