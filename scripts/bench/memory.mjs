// What the portal weighs while five dashboards are open: `node scripts/bench/memory.mjs [minutes]`, 60 by default.
import { readFileSync } from "node:fs";
import path from "node:path";
import { cookiesFor, launchChromium } from "./chromium.mjs";
import { signIn } from "./portal-session.mjs";
import { startDemo } from "./start-demo.mjs";

const PORT = 23960;
const DIRECTORY = ".data/bench";
const BOARDS = ["executive", "operations", "security", "business", "executive"];
const minutes = Number(process.argv[2] ?? 60);

async function residentMegabytes(base) {
  const { metrics } = JSON.parse(readFileSync(path.join(DIRECTORY, "secrets.json"), "utf8"));
  const response = await fetch(`${base}/api/metrics`, { headers: { authorization: `Bearer ${metrics}` } });
  const bytes = /^process_resident_memory_bytes (\S+)/m.exec(await response.text())?.[1];
  if (!bytes) throw new Error("the portal does not say how much memory it has");
  return Number(bytes) / 1024 ** 2;
}

const demo = await startDemo({ port: PORT, directory: DIRECTORY, env: { SESSION_IDLE_MINUTES: "240" } });
const browser = await launchChromium();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookiesFor(await signIn(demo.base, DIRECTORY, "admin"), demo.base));
  for (const board of BOARDS) await (await context.newPage()).goto(`${demo.base}/dashboards/${board}?refresh=10`);
  let most = 0;
  for (let minute = 0; minute <= minutes; minute++) {
    const now = await residentMegabytes(demo.base);
    most = Math.max(most, now);
    const machine = /MemAvailable:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
    console.log(
      `minute ${minute}: portal ${now.toFixed(0)} MB (most ${most.toFixed(0)}), machine has ${Math.round(Number(machine) / 1024)} MB free`,
    );
    if (minute < minutes) await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  console.log(`most: ${most.toFixed(0)} MB of 512`);
  if (most > 512) process.exitCode = 1;
} finally {
  await browser.close();
  await demo.stop();
}
