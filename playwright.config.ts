import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** `npm test` names the browser it found; by hand, the usual places are looked at, then Playwright's own. */
const CHROMIUM =
  process.env.CHROMIUM_PATH ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => existsSync(file));

const BESIDE = ["**/{explore,page-access}.spec.ts", "**/security-{cross-site,framework}.spec.ts"];
const WAITING = ["**/boards.spec.ts", "**/incident.spec.ts"];
const OUTAGES = ["**/source-outage.spec.ts", "**/prometheus-killed.spec.ts"];
const APART = ["**/dead-watchdog.spec.ts", "**/diagnosis.spec.ts"];

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // One demo: what changes the shared lists runs one after another. What has nothing to do with lists, or mostly
  // waits, runs beside it; what takes a source away from everybody comes last, with what has a portal of its own.
  workers: 3,
  fullyParallel: false,
  projects: [
    { name: "lists", testIgnore: [...BESIDE, ...WAITING, ...OUTAGES, ...APART], workers: 1 },
    { name: "beside", testMatch: BESIDE, workers: 1 },
    { name: "waiting", testMatch: WAITING, workers: 1 },
    { name: "outages", testMatch: OUTAGES, workers: 1, dependencies: ["lists", "beside", "waiting"] },
    { name: "apart", testMatch: APART, workers: 1, dependencies: ["lists", "beside", "waiting"] },
  ],
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
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
