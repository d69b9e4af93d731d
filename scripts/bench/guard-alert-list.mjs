import { cookiesFor, launchChromium } from "./chromium.mjs";
import { connection, exchange } from "./http-exchange.mjs";
import { quantile } from "./statistics.mjs";

const ALERTS = 10_000;
const PER_POST = 2_000;
const SEEN_WITHIN_MS = 180_000;
const HOUR_MS = 3_600_000;
const READS = 60;
const LIMIT_MS = 200;
/** Shorter ones are not reported by the browser: they count as this. */
const SHORTEST_MS = 16;

/** Guard: with 10,000 open alerts the list's pages are read, and the list answers to a hand, within 200 ms. */
export async function alertList({ base, cookie, alertmanagerUrl }) {
  const alerts = Array.from({ length: ALERTS }, (_, index) => labelsOf(index));
  await post(alertmanagerUrl, alerts, HOUR_MS);
  try {
    await untilOpen(base, cookie);
    const reads = await readPages(base, cookie);
    const { first, interactions } = await handle(base, cookie);
    const row = (title, values, note) => ({
      row: 20,
      title,
      ours: quantile(values, 0.95),
      theirs: LIMIT_MS,
      unit: "ms (p95 ÷ the limit)",
      target: 1,
      note,
    });
    return [
      row(`GET /api/alerts, ${ALERTS} open, any page, group or search`, reads, `${reads.length} reads`),
      row(
        `the list with ${ALERTS} open: type, scroll, select, fold, open`,
        interactions,
        `${interactions.length} interactions, rows after ${first.toFixed(0)} ms`,
      ),
    ];
  } finally {
    await post(alertmanagerUrl, alerts, -1_000);
  }
}

function labelsOf(index) {
  return {
    alertname: `Bench${index % 40}`,
    severity: ["critical", "warning", "info"][index % 3],
    team: ["platform", "ai", "product", "security"][index % 4],
    service: `bench-${index}`, // no inhibition: each stands for itself
    pod: `worker-7c9d5-${index}`,
  };
}

async function post(alertmanagerUrl, alerts, endsInMs) {
  for (let from = 0; from < alerts.length; from += PER_POST) {
    const body = alerts.slice(from, from + PER_POST).map((labels) => ({
      labels,
      annotations: { summary: `${labels.alertname} at ${labels.pod}`, description: "Made for a measurement." },
      startsAt: new Date(Date.now() - 10 * 60_000).toISOString(),
      endsAt: new Date(Date.now() + endsInMs).toISOString(),
    }));
    const answer = await fetch(`${alertmanagerUrl}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}`);
  }
}

async function untilOpen(base, cookie) {
  const deadline = Date.now() + SEEN_WITHIN_MS;
  for (;;) {
    // The embedded database works in the portal's own process: it may not answer while thousands are written.
    const answer = await fetch(`${base}/api/alerts/summary`, { headers: { cookie } }).catch(() => null);
    const open = answer?.ok ? (await answer.json()).open : 0;
    if (open >= ALERTS) return;
    if (Date.now() > deadline) throw new Error(`only ${open} alerts had arrived`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
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
  await page.addInitScript((shortest) => {
    window.longest = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId)
          window.longest.set(interactionId, Math.max(window.longest.get(interactionId) ?? 0, duration));
    }).observe({ type: "event", durationThreshold: shortest, buffered: true });
  }, SHORTEST_MS);
  try {
    const started = performance.now();
    await page.goto(`${base}/alerts`);
    await page.locator("tr[data-row]").first().waitFor();
    const first = performance.now() - started;
    await page.waitForTimeout(1_000);
    let count = 0;
    for (let round = 0; round < 4; round++) {
      await page.mouse.move(700, 500);
      for (let turn = 0; turn < 15; turn++) {
        await page.mouse.wheel(0, 1_500);
        await page.waitForTimeout(60);
      }
      await page.locator("tr[data-episode] input[type=checkbox]").first().click();
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.locator(".al-group button").first().click();
      await page.locator(".al-group button").first().click();
      const text = `worker-7c9d5-${round}`;
      await page.locator("[data-alert-search]").click();
      await page.keyboard.type(text, { delay: 40 });
      await page.waitForTimeout(1_500);
      await page.locator("[data-alert-search]").fill("");
      await page.waitForTimeout(1_500);
      count += 6 + text.length;
    }
    const durations = await page.evaluate(() => [...window.longest.values()]);
    const short = Math.max(0, count - durations.length);
    return { first, interactions: [...durations, ...Array.from({ length: short }, () => SHORTEST_MS)] };
  } finally {
    await browser.close();
  }
}
