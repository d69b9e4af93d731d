import { expect, test } from "@playwright/test";
import { signalPrometheus } from "./demo-control";
import { signIn } from "./sign-in";

test.afterEach(() => signalPrometheus("CONT"));

test("R3 Prometheus stops: panels turn stale, then say why, never zero or green; it returns: they recover alone", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.clock.install();
  await signIn(page, "security");
  await page.goto("/dashboards/security?refresh=5&from=now-1h&to=now");
  const panel = page.locator("[data-state]", { has: page.getByRole("heading", { name: "Authentication Events" }) });
  await expect(panel).toHaveAttribute("data-state", "ok");

  signalPrometheus("STOP");
  await expect(panel).toHaveAttribute("data-state", "stale", { timeout: 60_000 });
  await expect(panel).not.toContainText("On target");

  await page.clock.fastForward("06:00");
  await expect(panel).toHaveAttribute("data-state", "error", { timeout: 60_000 });
  await expect(panel).toContainText(/did not answer|could not be reached|No complete answer/);

  signalPrometheus("CONT");
  await expect(panel).toHaveAttribute("data-state", "ok", { timeout: 90_000 });
});
