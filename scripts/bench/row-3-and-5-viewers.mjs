import { panelReader } from "./portal-session.mjs";
import { directReader, queriesOf } from "./prometheus-direct.mjs";
import { median, quantile } from "./statistics.mjs";

const VIEWERS = 200;
const REFRESH_MS = 15_000;
const RUN_MS = 45_000;

/** Rows 3 and 5: 200 viewers of one board, each refreshing every 15 s; what reaches Prometheus, and how long they wait. */
export async function manyViewers({ base, cookie, prometheusUrl, panels }) {
  const direct = directReader(prometheusUrl);
  const first = panelReader(base, cookie, "executive");
  const lines = await first.read(panels.executive, "now-1h", "now");
  const queries = queriesOf(lines);
  const alone = [];
  for (let i = 0; i < 15; i++)
    alone.push(await direct.time(queries.map((query) => ({ ...query, start: query.start + i, end: query.end + i }))));
  await first.read(panels.executive, "now-1h", "now"); // as in a day that is under way: others asked a moment ago
  const servedBefore = await direct.served();
  const times = [];
  const deadline = performance.now() + RUN_MS;
  const viewer = async (index) => {
    const reader = panelReader(base, cookie, "executive");
    let next = performance.now() + (index / VIEWERS) * REFRESH_MS;
    while (next < deadline) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
      times.push((await reader.ask(panels.executive, "now-1h", "now")).ms);
      next += REFRESH_MS;
    }
    reader.close();
  };
  await Promise.all(Array.from({ length: VIEWERS }, (_, index) => viewer(index)));
  const sent = (await direct.served()) - servedBefore;
  first.close();
  direct.close();
  return [
    {
      row: 3,
      title: `upstream queries per dashboard view, ${VIEWERS} viewers × ${panels.executive.length} panels`,
      ours: sent,
      theirs: times.length,
      unit: "queries ÷ views",
      target: 0.05,
    },
    {
      row: 5,
      title: `${VIEWERS}-viewer refresh p99 ÷ 1-viewer direct refresh p50`,
      ours: quantile(times, 0.99),
      theirs: median(alone),
      unit: "ms",
      target: 0.3,
      note: `our p50 ${median(times).toFixed(1)} ms`,
    },
  ];
}
