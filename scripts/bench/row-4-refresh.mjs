import { panelReader } from "./portal-session.mjs";
import { directReader, queriesOf } from "./prometheus-direct.mjs";
import { mean } from "./statistics.mjs";

const HOUR = 3_600_000;
const REFRESHES = 8;

/** Row 4: what a refresh costs when only the tail is fetched, beside the whole query at Prometheus, window by window. */
export async function refreshBesideFull({ base, cookie, prometheusUrl, panels }, hours, target) {
  const reader = panelReader(base, cookie, "operations");
  const direct = directReader(prometheusUrl);
  const panel = panels.operations.filter(({ id }) => id === "error-rates-by-endpoint");
  const iso = (time) => new Date(time).toISOString();
  const [query] = queriesOf(await reader.read(panel, iso(Date.now() - (hours + 1) * HOUR), iso(Date.now() - HOUR)));
  const last = Math.floor(Date.now() / query.step) * query.step;
  const ours = [];
  const theirs = [];
  for (let back = REFRESHES; back >= 0; back--) {
    const to = last - back * query.step;
    const from = to - hours * HOUR;
    const answer = await reader.ask(panel, iso(from), iso(to));
    const full = await direct.time([{ ...query, start: from, end: to }]);
    if (back === REFRESHES) continue; // the first one fills the cache
    ours.push(answer.ms);
    theirs.push(full);
  }
  reader.close();
  direct.close();
  return {
    row: 4,
    title: `refresh ÷ full query, ${hours} h at ${query.step / 1000} s`,
    ours: mean(ours),
    theirs: mean(theirs),
    unit: "ms",
    target,
  };
}
