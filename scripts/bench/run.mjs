// The scoreboard: each figure is a ratio of two things run side by side, interleaved, on this machine. `npm run bench`
// measures all of it, `npm run bench -- 3 7` those rows.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { alertLists } from "./guard-alert-list.mjs";
import { liveStreams } from "./guard-sse.mjs";
import { connection, exchange } from "./http-exchange.mjs";
import { signIn } from "./portal-session.mjs";
import { cachedBesideNginx } from "./row-1-cached.mjs";
import { uncachedBesideDirect } from "./row-2-uncached.mjs";
import { manyViewers } from "./row-3-and-5-viewers.mjs";
import { refreshBesideFull } from "./row-4-refresh.mjs";
import { firstLoad } from "./row-6-and-7-browser.mjs";
import { storms } from "./row-12-storm.mjs";
import { ledgerRows } from "./rows-9-to-11-ledger.mjs";
import { startDemo } from "./start-demo.mjs";

const PORT = Number(process.env.PORT || 23950);
const DIRECTORY = ".data/bench";
const ROWS = process.argv.slice(2).map(Number);
const base = `http://127.0.0.1:${PORT}`;

/** Panel ids of a board with the widths a 1440 px screen gives them. */
async function panelsOf(dashboard, cookie) {
  const agent = connection();
  const answer = await exchange(agent, `${base}/api/dashboards/${dashboard}`, { headers: { cookie } });
  agent.destroy();
  const { panels, kpiPanels } = JSON.parse(answer.body.toString());
  const width = ({ span }) => Math.round((span / 12) * 1150);
  return [...kpiPanels, ...panels].map((panel) => ({ id: panel.id, width: width(panel) }));
}

function print(results) {
  const format = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  for (const result of results) {
    if (result.missing) {
      console.log(`row ${result.row}  ${result.title}: not measured, ${result.missing}`);
      continue;
    }
    const ratio = result.ours / result.theirs;
    const met = result.atLeast ? ratio >= result.target : ratio <= result.target;
    console.log(
      `row ${result.row}  ${result.title}: ${format(result.ours)} ÷ ${format(result.theirs)} ${result.unit} = ${ratio.toFixed(3)}  (target ${result.atLeast ? "≥" : "≤"} ${result.target}: ${met ? "met" : "missed"})${result.note ? `  [${result.note}]` : ""}`,
    );
  }
}

const results = [];
const wanted = (...rows) => ROWS.length === 0 || rows.some((row) => ROWS.includes(row));

async function measure(rows, measuring) {
  if (!wanted(...rows)) return;
  const measured = [await measuring()].flat();
  print(measured);
  results.push(...measured);
}

/** Rows of the whole demo: real sources, 35 days of history. */
async function measureDemo() {
  const demo = await startDemo({ port: PORT, directory: DIRECTORY, env: { QUERY_PER_MINUTE: "1000000" } });
  try {
    const cookie = await signIn(base, DIRECTORY, "admin");
    const sources = parse(readFileSync(path.join(DIRECTORY, "datasources.yaml"), "utf8"));
    const prometheusUrl = sources.datasources.find(({ type }) => type === "prometheus").url;
    const panels = { executive: await panelsOf("executive", cookie), operations: await panelsOf("operations", cookie) };
    const bench = { base, cookie, prometheusUrl, panels };
    await measure([1], () => cachedBesideNginx(bench));
    await measure([2], () => uncachedBesideDirect(bench, 1));
    await measure([2], () => uncachedBesideDirect(bench, 24));
    await measure([4], () => refreshBesideFull(bench, 1, 0.3));
    await measure([4], () => refreshBesideFull(bench, 24, 0.06));
    await measure([4], () => refreshBesideFull(bench, 168, 0.02));
    await measure([3, 5], () => manyViewers(bench));
    await measure([6, 7], () => firstLoad(bench));
    await measure([21], () => liveStreams(bench));
  } finally {
    await demo.stop();
  }
}

if (wanted(1, 2, 3, 4, 5, 6, 7, 21)) await measureDemo();
await measure([9, 10, 11], () => ledgerRows({ directory: DIRECTORY }, wanted));
await measure([12], () => storms({ port: PORT, directory: path.join(DIRECTORY, "storm") }));
await measure([20], () => alertLists({ port: PORT, directory: path.join(DIRECTORY, "list") }));
mkdirSync(DIRECTORY, { recursive: true });
writeFileSync(path.join(DIRECTORY, "scoreboard.json"), `${JSON.stringify(results, null, 2)}\n`);
