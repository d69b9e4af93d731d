import { expect, type Page, test } from "@playwright/test";
import { signalPrometheus } from "./demo-control";
import { signIn } from "./sign-in";

const BOARD = "/dashboards/security?refresh=5&from=now-1h&to=now";

const panelOf = (page: Page) =>
  page.locator("[data-state]", { has: page.getByRole("heading", { name: "Authentication Events" }) });

test.afterEach(() => signalPrometheus("CONT"));

test("R3 Prometheus stops: panels turn stale, a new reader is told why; it returns: both recover alone", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await signIn(page, "security");
  await page.goto(BOARD);
  await expect(panelOf(page)).toHaveAttribute("data-state", "ok");

  signalPrometheus("STOP");
  await expect(panelOf(page)).toHaveAttribute("data-state", "stale", { timeout: 60_000 });
  await expect(panelOf(page)).not.toContainText("On target");

  // Nothing is kept for a range nobody asked for before: there is no last good answer to show.
  const late = await context.newPage();
  await late.goto(BOARD.replace("now-1h", "now-2h"));
  await expect(panelOf(late)).toHaveAttribute("data-state", "error", { timeout: 60_000 });
  await expect(panelOf(late)).toContainText("No complete answer within 10 s.");
  await expect(panelOf(late).locator("svg.lines, .fig")).toHaveCount(0);

  signalPrometheus("CONT");
  for (const reader of [page, late])
    await expect(panelOf(reader)).toHaveAttribute("data-state", "ok", { timeout: 90_000 });
});
