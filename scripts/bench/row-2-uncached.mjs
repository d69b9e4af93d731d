import { panelReader } from "./portal-session.mjs";
import { directReader, queriesOf } from "./prometheus-direct.mjs";
import { median } from "./statistics.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WINDOWS = 30;
/** Windows of both sides before it counts: a portal that has just started runs code that nothing has optimised yet. */
const WARM_UP = 300;
/** Where the history is long enough for windows nobody has seen. */
const slicesOf = (hours) => (hours === 1 ? 9 : 1);

/**
 * Row 2: an answer the gateway has never seen beside the same query at Prometheus itself. Each window is asked of
 * both, in alternating order, so that neither profits from what the other warmed up.
 */
export async function uncachedBesideDirect({ base, cookie, prometheusUrl, panels }, hours) {
  const reader = panelReader(base, cookie, "executive");
  const direct = directReader(prometheusUrl);
  const panel = panels.executive.filter(({ id }) => id === "response-time-trends");
  const end = Math.floor(Date.now() / HOUR) * HOUR - HOUR;
  const iso = (time) => new Date(time).toISOString();
  // What the gateway would run for such a window, learned from one that is not counted.
  const queries = queriesOf(await reader.read(panel, iso(end + HOUR / 2 - hours * HOUR), iso(end + HOUR / 2)));
  const ours = [];
  const theirs = [];
  const both = async (i, to) => {
    const from = to - hours * HOUR;
    const portal = async () => ours.push((await reader.ask(panel, iso(from), iso(to))).ms);
    const prometheus = async () => {
      const aligned = (time, step) => Math.floor(time / step) * step;
      const same = queries.map((query) => ({
        ...query,
        start: aligned(from, query.step),
        end: aligned(to, query.step),
      }));
      theirs.push(await direct.time(same));
    };
    for (const side of i % 2 ? [portal, prometheus] : [prometheus, portal]) await side();
  };
  if (hours === 1) for (let i = 0; i < WARM_UP; i++) await both(i, end - ((i * 3 + 1.5) % 400) * HOUR - i * MINUTE);
  ours.length = theirs.length = 0;
  for (let i = 0; i < WINDOWS * slicesOf(hours); i++) await both(i, end - i * Math.max(hours, 3) * HOUR);
  reader.close();
  direct.close();
  const slices = Array.from({ length: slicesOf(hours) }, (_, i) => sliceOf(ours, theirs, i));
  slices.sort((a, b) => a.ratio - b.ratio);
  const middle = slices[Math.floor(slices.length / 2)];
  const [best, worst] = [slices[0], slices.at(-1)].map(({ ratio }) => ratio.toFixed(2));
  return {
    row: 2,
    title: `uncached panel (Response Time Trends) p50 ÷ direct Prometheus, ${hours} h`,
    ours: middle.ours,
    theirs: middle.theirs,
    unit: "ms",
    target: 1.5,
    note: `${WINDOWS} windows a slice, the middle of ${slices.length}; best ${best}, worst ${worst}`,
  };
}

/** Both sides' medians of the same windows, taken in turns: what the machine does otherwise is done to both. */
function sliceOf(ours, theirs, i) {
  const [mine, direct] = [ours, theirs].map((times) => median(times.slice(i * WINDOWS, (i + 1) * WINDOWS)));
  return { ours: mine, theirs: direct, ratio: mine / direct };
}
