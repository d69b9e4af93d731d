import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** `npm test` names the browser it found; by hand, the usual places are looked at, then Playwright's own. */
const CHROMIUM =
  process.env.CHROMIUM_PATH ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => existsSync(file));

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // One demo, one embedded database: tests share it and run one after another.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  globalSetup: "./tests/e2e/start-demo.ts",
  use: {
    baseURL: process.env.E2E_URL ?? "http://127.0.0.1:23900",
    timezoneId: "UTC",
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
