import { metricNames } from "../../../lib/query/metric-names";
import { resolve } from "../promql.mjs";
import { recordingsOf } from "../recordings-of.mjs";

/** Counted from the first event on, or there only where configured: what can be asked is whether the portal is scraped. */
const NEVER_MISSED = new Set([
  "redactions_total",
  "portal_anchor_seen_timestamp_seconds",
  "portal_anchor_period_seconds",
]);

/** Whatever a rule or a panel reads is exposed or recorded by somebody, and no alert is silent because it is not there. */
export function series(stack) {
  const recordings = recordingsOf(stack);
  const known = (name) => stack.exposed.has(name) || recordings.has(name);
  const found = [];
  for (const rule of stack.rules)
    for (const name of metricNames(rule.expr).filter((one) => !known(one)))
      found.push({ where: `rule ${rule.alert ?? rule.record}`, says: `reads ${name}, which nobody exposes` });
  for (const { where, title, targets } of stack.panels)
    for (const name of targets.flatMap(({ expr }) => metricNames(expr)).filter((one) => !known(one)))
      found.push({ where: `panel ${where} "${title}"`, says: `reads ${name}, which nobody exposes` });
  const asked = new Set(
    stack.rules
      .filter((rule) => rule.alert)
      .flatMap(({ expr }) =>
        [...expr.matchAll(/\babsent(?:_over_time)?\(([^)]*)/g)].flatMap(([, inner]) => metricNames(inner)),
      ),
  );
  for (const rule of stack.rules.filter(({ alert }) => alert && alert !== "MetricMissing"))
    for (const name of metricNames(resolve(rule.expr, recordings)))
      if (!asked.has(name) && !NEVER_MISSED.has(name))
        found.push({
          where: `rule ${rule.alert}`,
          says: `is silent when ${name} is missing: no alert asks absent() of it`,
        });
  return found;
}
