import { expect, type Page, test } from "@playwright/test";
import { orderPrometheus } from "./demo-control";
import { signIn } from "./sign-in";

const BOARD = "/dashboards/security?refresh=5&from=now-1h&to=now";

const panelOf = (page: Page) =>
  page.locator("[data-state]", { has: page.getByRole("heading", { name: "Authentication Events" }) });

const causeOn = (page: Page) => page.locator('[data-finding="targets:prometheus"]');

/** The demo's figures are a minute apart: until the next is due, what is shown is all that was to be had. */
const A_MINUTE_AND_A_REFRESH_MS = 90_000;

test.afterEach(() => orderPrometheus("start"));

test("R3 Prometheus stops: panels turn stale, a new reader is told why; it returns: both recover alone", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await signIn(page, "security");
  await page.goto(BOARD);
  await expect(panelOf(page)).toHaveAttribute("data-state", "ok");

  await orderPrometheus("stop");
  await expect(panelOf(page)).toHaveAttribute("data-state", "stale", { timeout: A_MINUTE_AND_A_REFRESH_MS });
  await expect(panelOf(page)).not.toContainText("On target");

  // Nothing is kept for a range nobody asked for before: there is no last good answer to show.
  const late = await context.newPage();
  await late.goto(BOARD.replace("now-1h", "now-2h"));
  await expect(panelOf(late)).toHaveAttribute("data-state", "error", { timeout: 60_000 });
  await expect(panelOf(late)).toContainText(/refused: nothing listens|No complete answer/);
  await expect(panelOf(late).locator("svg.lines, .fig")).toHaveCount(0);
  // The status page names the cause, and what to do.
  const status = await context.newPage();
  await status.goto("/status");
  await expect(causeOn(status)).toContainText(/Cause.*refused: nothing listens.*To do/s, { timeout: 30_000 });

  await orderPrometheus("start");
  await expect(causeOn(status)).toContainText("last scrape", { timeout: 90_000 });
  for (const reader of [page, late])
    await expect(panelOf(reader)).toHaveAttribute("data-state", "ok", { timeout: 90_000 });
});
