import { expect, test } from "@playwright/test";
import { signIn } from "./sign-in";

test("a runbook's query opens in Explore and is drawn; one that selects everything is refused with the place", async ({
  page,
}) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await signIn(page, "on_call");
  await page.goto("/runbooks/HighErrorRate");
  await page.getByRole("link", { name: "Open in Explore" }).first().click();
  await expect(page).toHaveURL(/\/explore\?expr=/);
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toHaveAttribute("data-state", "ok");
  await expect(result.locator(".plot-svg path").first()).toBeAttached();
  await expect(result.locator("tbody tr").first()).toBeVisible();
  await expect(result).toContainText("Prometheus");
  const address = page.url();
  const text = page.getByLabel("PromQL");
  await text.fill('up and {__name__=~".+"}');
  await text.press("Control+Enter");
  await expect(result).toHaveAttribute("data-state", "error");
  await expect(result).toContainText("This selects everything");
  await expect(result).toContainText("column 8");
  await expect(text).toHaveAttribute("aria-invalid", "true");
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(result).toHaveAttribute("data-state", "ok");
  // The same address by another way, as from a mail: it waits.
  const other = await page.context().newPage();
  await other.goto(address);
  const waiting = other.getByRole("region", { name: "Result" });
  await expect(waiting).toContainText("Not run yet");
  await expect(other.getByLabel("PromQL")).not.toHaveValue("");
  await other.getByRole("button", { name: "Run this query" }).click();
  await expect(waiting).toHaveAttribute("data-state", "ok");
  await other.reload(); // theirs by now
  await expect(waiting).toHaveAttribute("data-state", "ok");
  expect(problems).toEqual([]);
});
