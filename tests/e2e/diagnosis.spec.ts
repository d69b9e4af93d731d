import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { startPostgres } from "../../scripts/bootstrap/start-postgres.mjs";
import { freePort, type TestAlertmanager } from "../support/alertmanager";
import { type RunningExporter, startExporter } from "../support/start-exporter";
import { type RunningPrometheus, startPrometheus } from "../support/start-prometheus";
import { type CuttableProxy, startCuttableProxy } from "./cuttable-proxy";
import { type OwnPortal, ownPortal } from "./own-portal";
import { startRepeatingAlertmanager } from "./repeating-alertmanager";
import { signInTo } from "./sign-in";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const RULES = `
groups:
  - name: critical
    rules:
      - { alert: Watchdog, expr: vector(1), labels: { severity: none } }
      - { alert: QueueBurns, expr: 'burns * on () burns > 0' }
`;

const folder = mkdtempSync(path.join(tmpdir(), "portal-causes-"));
const one = 'burns{queue="a"} 0\n';
let queues = one;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let wire: CuttableProxy;
let backend: RunningExporter;
let worker: RunningExporter;
let prometheus: RunningPrometheus;
let alertmanagerPort: number;
let alertmanager: TestAlertmanager;
let portal: OwnPortal;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  alertmanagerPort = await freePort();
  [postgres, prometheus] = await Promise.all([startPostgres(), startScraping()]);
  wire = await startCuttableProxy(postgres.url);
  portal = ownPortal({
    port: await freePort(),
    alertmanager: `http://127.0.0.1:${alertmanagerPort}`,
    prometheus: prometheus.url,
    database: wire.url,
  });
  [alertmanager] = await Promise.all([startRepeatingAlertmanager(portal, alertmanagerPort), portal.start()]);
  page = await browser.newPage({ viewport: DESK });
  await signInTo(page, portal);
  await page.goto(`${portal.url}/status`);
});
test.afterAll(async () => {
  await Promise.all([page?.close(), prometheus?.stop(), alertmanager?.close()]);
  await portal?.remove();
  await wire?.close();
  await Promise.all([postgres?.stop(), backend?.stop(), worker?.stop()]);
  rmSync(folder, { recursive: true });
});

/** Two jobs, and a rule that cannot be evaluated as soon as there are two queues. */
async function startScraping(): Promise<RunningPrometheus> {
  backend = await startExporter(() => queues);
  worker = await startExporter(() => "");
  writeFileSync(path.join(folder, "rules.yml"), RULES);
  const config = `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [${folder}/rules.yml]
scrape_configs:
  - { job_name: backend, static_configs: [{ targets: ["${backend.address}"] }] }
  - { job_name: worker, static_configs: [{ targets: ["${worker.address}"] }] }
alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:${alertmanagerPort}"] }] }] }
`;
  return startPrometheus({ config, flags: ["--rules.alert.resend-delay=1s"] });
}

/** Looks again until it says so: others take a second or two to see what has happened to them. */
async function says(id: string, words: RegExp): Promise<Locator> {
  const finding = page.locator(`[data-finding="${id}"]`);
  await expect(async () => {
    // Not for ever: a click before the page has come alive asks for nothing.
    const anew = "/api/status/diagnosis?anew=1";
    const answer = page.waitForResponse((response) => response.url().endsWith(anew), { timeout: 8_000 });
    await page.getByRole("button", { name: "Look again" }).click();
    await answer;
    await expect(finding).toContainText(words, { timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [250] });
  return finding;
}

async function names(id: string, cause: RegExp): Promise<void> {
  const finding = await says(id, cause);
  await page.setViewportSize(PHONE);
  await expect(finding).toContainText(cause);
  await expect(page.locator(".status-verdict")).toContainText(/causes? found/);
  expect(await outside(finding)).toEqual([]);
  await page.setViewportSize(DESK);
}

/** What of it a phone shows only in part, or too small, or after scrolling sideways. */
function outside(finding: Locator): Promise<string[]> {
  return finding.evaluate((row) => {
    const LEAST_PX = 12;
    const found: string[] = [];
    for (let box: Element | null = row; box; box = box.parentElement)
      if (box.clientWidth > 0 && box.scrollWidth > box.clientWidth) found.push(`${box.tagName} scrolls sideways`);
    for (const part of row.querySelectorAll("*")) {
      const { left, right } = part.getBoundingClientRect();
      if (left < 0 || right > innerWidth) found.push(`${part.tagName} from ${left} to ${right}`);
      if (Number.parseFloat(getComputedStyle(part).fontSize) < LEAST_PX) found.push(`${part.tagName} is too small`);
    }
    return found;
  });
}

test("with everything well, nothing is called a cause", async () => {
  await says("webhook", /Well.*Last delivery/s);
  for (const id of ["targets:main", "rules:main", "alertmanager:main", "database", "query:main"])
    await expect(page.locator(`[data-finding="${id}"]`)).toContainText("Well");
});

test("a target is down: its job, its instance, and why", async () => {
  await worker.stop();
  const target = `worker \\(${worker.address.replaceAll(".", "\\.")}\\): down, .*refused`;
  await names("targets:main", new RegExp(`Cause.*1 of 2 are up.*${target}.*To do:.*process runs`, "s"));
  worker = await startExporter(() => "", Number(worker.address.split(":")[1]));
  await says("targets:main", /Well.*2 of 2 are up/s);
});

test("a rule fails: its name, and its error", async () => {
  queues = `${one}burns{queue="b"} 0\n`;
  await names("rules:main", /Cause.*1 failing.*QueueBurns \(group critical\): .*many-to-many.*To do:.*promtool/s);
  queues = one;
  await says("rules:main", /Well.*0 failing/s);
});

test("the database is slow: how slow", async () => {
  wire.slow(400);
  await names("database", /database\s*Cause.*Answered in \d+ ms: slow.*To do:.*pg_stat_activity/s);
  wire.slow(0);
  await says("database", /Well.*Answered in \d+ ms\./s);
});

test("Alertmanager is stopped: which one", async () => {
  await alertmanager.close();
  await names("alertmanager:main", /Alertmanager main\s*Cause.*refused: nothing listens.*To do: Start Alertmanager/s);
  alertmanager = await startRepeatingAlertmanager(portal, alertmanagerPort);
  await says("alertmanager:main", /Well.*It answers/s);
});

test("Alertmanager has a wrong token: that", async () => {
  await alertmanager.close();
  alertmanager = await startRepeatingAlertmanager({ ...portal, ingestToken: "of-another-portal" }, alertmanagerPort);
  await names("webhook", /Cause.*a wrong token was refused.*To do: Give Alertmanager.*INGEST_TOKENS/s);
  await alertmanager.close();
  alertmanager = await startRepeatingAlertmanager(portal, alertmanagerPort);
  await says("webhook", /Well.*Last delivery/s);
});
