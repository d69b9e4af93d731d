import { expect, test } from "@playwright/test";
import { beginIncident } from "./demo-control";
import { signIn } from "./sign-in";

const ALERT = "UnencryptedDataAccess";

test("an incident fires real rules, arrives, is taken on a phone, and everybody sees who has it", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const desk = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const onCall = await phone.newPage();
  const executive = await desk.newPage();
  await signIn(onCall, "on_call");
  await signIn(executive, "executive");
  await onCall.goto("/alerts");
  await executive.goto("/alerts");

  await beginIncident("unencrypted", 120);
  const row = onCall.locator("tr[data-episode]", { hasText: ALERT });
  await expect(row).toBeVisible({ timeout: 120_000 });
  await expect(row).toContainText("No owner");

  await row.getByRole("button", { name: /^Acknowledge/ }).tap();
  const sheet = onCall.getByRole("dialog");
  const confirm = sheet.getByRole("button", { name: /^Acknowledge as/ });
  expect((await confirm.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await sheet.getByLabel("Note").fill("Taking it from the phone.");
  await confirm.tap();
  await expect(row).not.toContainText("No owner");

  const seen = executive.locator("tr[data-episode]", { hasText: ALERT });
  await expect(seen).toContainText("Priya Raman");
  await expect(seen).toContainText("Taking it from the phone.");
  await seen.getByRole("link", { name: ALERT }).click();
  await expect(executive.getByText(/acknowledged/i).first()).toBeVisible();
  expect(await onCall.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await phone.close();
  await desk.close();
});
