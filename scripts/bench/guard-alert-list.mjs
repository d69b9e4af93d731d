import path from "node:path";
import { startPostgres } from "../bootstrap/start-postgres.mjs";
import { benchAlert } from "./bench-alert.mjs";
import { cookiesFor, launchChromium } from "./chromium.mjs";
import { connection, exchange } from "./http-exchange.mjs";
import { signIn } from "./portal-session.mjs";
import { startPortal } from "./start-portal.mjs";
import { quantile } from "./statistics.mjs";

const ALERTS = 10_000;
const SEEN_WITHIN_MS = 120_000;
const READS = 60;
const ROUNDS = 4;
const LIMIT_MS = 200;
/** Shorter ones are not reported by the browser: they count as this. */
const SHORTEST_MS = 16;

/**
 * Guard: with 10,000 open alerts the list's pages are read, and the list answers to a hand, within 200 ms; on a
 * PostgreSQL server, and on the embedded database.
 */
export async function alertLists({ port, directory }) {
  const rows = await alertList({ port, directory: path.join(directory, "embedded"), where: "embedded database" });
  const postgres = await startPostgres().catch((error) => error);
  if (postgres instanceof Error)
    return [...rows, { row: 20, title: "the list on a PostgreSQL server", missing: postgres.message }];
  try {
    const server = { directory: path.join(directory, "server"), databaseUrl: postgres.url, where: "PostgreSQL server" };
    return [...(await alertList({ port, ...server })), ...rows];
  } finally {
    await postgres.stop();
  }
}

async function alertList({ port, directory, databaseUrl, where }) {
  const portal = await startPortal({ port, directory, databaseUrl });
  try {
    const { base } = portal;
    const cookie = await signIn(base, directory, "on_call");
    await deliver(portal);
    await untilOpen(base, cookie);
    const reads = await readPages(base, cookie);
    const { first, html, longest, interactions } = await handle(base, cookie);
    const row = (title, values, note) => ({
      row: 20,
      title: `${ALERTS} open, ${where}: ${title}`,
      ours: quantile(values, 0.95),
      theirs: LIMIT_MS,
      unit: "ms (p95 ÷ the limit)",
      target: 1,
      note,
    });
    const drawn = `rows after ${first.toFixed(0)} ms of ${(html / 1024).toFixed(0)} KB of HTML`;
    return [
      row("GET /api/alerts, any page, group or search", reads, `${reads.length} reads`),
      row(
        "type, scroll, select, fold, open",
        interactions,
        `${interactions.length} interactions, slowest ${Math.max(...interactions)} ms, longest task ${longest} ms; ${drawn}`,
      ),
    ];
  } finally {
    await portal.stop();
  }
}

async function deliver({ base, token }) {
  const startsAt = new Date(Date.now() - 10 * 60_000).toISOString();
  const alerts = Array.from({ length: ALERTS }, (_, index) => {
    const labels = benchAlert(index);
    const annotations = { summary: `${labels.alertname} at ${labels.pod}`, description: "Made for a measurement." };
    return { status: "firing", labels, annotations, startsAt, endsAt: "0001-01-01T00:00:00Z" };
  });
  const answer = await fetch(`${base}/api/ingest/alertmanager`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ version: "4", groupKey: "{}:{}", truncatedAlerts: 0, status: "firing", alerts }),
  });
  if (!answer.ok) throw new Error(`the delivery was answered ${answer.status}`);
}

async function untilOpen(base, cookie) {
  const deadline = Date.now() + SEEN_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${base}/api/alerts/summary`, { headers: { cookie } });
    const { open } = await answer.json();
    if (open >= ALERTS) return;
    if (Date.now() > deadline) throw new Error(`only ${open} alerts had arrived`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Each address is new, so that no answer is another reader's. */
async function readPages(base, cookie) {
  const agent = connection();
  const times = [];
  for (let read = 0; read < READS; read++) {
    const search = [
      `offset=${read * 137}`,
      `group=alertname&offset=${read * 101}`,
      `group=team&sort=newest&offset=${read * 53}`,
      `q=worker-7c9d5-${read}`,
      `q=pod%3Dworker-7c9d5-${read}`,
    ][read % 5];
    const started = performance.now();
    const answer = await exchange(agent, `${base}/api/alerts?limit=200&${search}`, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
    times.push(performance.now() - started);
  }
  agent.destroy();
  return times;
}

/** What a hand does, timed by the browser itself from the event to the next frame. */
async function handle(base, cookie) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookiesFor(cookie, base));
  const page = await context.newPage();
  const reported = [];
  page.on("pageerror", (error) => reported.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") reported.push(`${message.text()} (${message.location().url})`);
  });
  await page.addInitScript((shortest) => {
    window.slowest = new Map();
    window.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId)
          window.slowest.set(interactionId, Math.max(window.slowest.get(interactionId) ?? 0, duration));
    }).observe({ type: "event", durationThreshold: shortest, buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: "longtask" });
  }, SHORTEST_MS);
  try {
    const started = performance.now();
    const html = (await (await page.goto(`${base}/alerts`)).body()).length;
    await page.locator("tr[data-row]").first().waitFor();
    const first = performance.now() - started;
    await page.waitForTimeout(2_000);
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) count += await operate(page, `worker-7c9d5-${round}`);
    const faults = reported.filter((fault) => !fault.includes("/favicon.ico")); // asked for by the browser itself
    if (faults.length > 0) throw new Error(`the page reported: ${faults.join("; ")}`);
    const { durations, longest } = await page.evaluate(() => ({
      durations: [...window.slowest.values()],
      longest: window.longestTask,
    }));
    const short = Array.from({ length: Math.max(0, count - durations.length) }, () => SHORTEST_MS);
    return { first, html, longest, interactions: [...durations, ...short] };
  } finally {
    await browser.close();
  }
}

/** Resolves to the number of interactions: scrolling is none, yet its tasks delay those that follow. */
async function operate(page, text) {
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < 15; turn++) {
    await page.mouse.wheel(0, 1_500);
    await page.waitForTimeout(60);
  }
  await page.locator("tr[data-episode] input[type=checkbox]").first().click();
  for (const key of ["j", "j", "x"]) await page.keyboard.press(key);
  await page.evaluate(() => window.scrollTo(0, 0));
  const group = page.locator(".al-group");
  await group.locator("input[type=checkbox]").first().click(); // reads and selects a thousand
  await page.waitForTimeout(1_500);
  await page.keyboard.press("Escape"); // selects none
  for (let fold = 0; fold < 2; fold++) await group.locator("button").first().click();
  await page.locator("[data-alert-search]").click();
  await page.keyboard.type(text, { delay: 40 });
  await page.waitForTimeout(1_500);
  await page.locator("[data-alert-search]").fill("");
  await page.waitForTimeout(1_500);
  await page.locator("tr[data-episode] a").first().click();
  await page.locator("h1", { hasText: "Bench" }).waitFor();
  await page.goBack();
  await page.locator("tr[data-row]").first().waitFor();
  await page.waitForTimeout(500);
  return 10 + text.length;
}
