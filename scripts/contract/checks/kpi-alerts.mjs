import { ruleShape } from "../../../lib/alerts/rule-shape.ts";
import { metricNames } from "../../../lib/query/metric-names";
import { resolve } from "../promql.mjs";
import { recordingsOf } from "../recordings-of.mjs";

const OPERATORS = { above: ">", below: "<" };

/** Each indicator has its alert, on its own series, at its own threshold, owned by its owner, and says so. */
export function kpiAlerts(stack) {
  const recordings = recordingsOf(stack);
  return stack.kpis.flatMap((kpi) => {
    const where = `KPI ${kpi.id}`;
    const rule = stack.rules.find(({ alert }) => alert === kpi.alertname);
    if (!rule) return [{ where, says: `no alert fires at its threshold: there is no rule ${kpi.alertname}` }];
    const found = [];
    const tell = (says) => found.push({ where, says: `${rule.alert} ${says}` });
    const read = metricNames(resolve(rule.expr, recordings));
    const wanted = metricNames(resolve(kpi.target.expr, recordings));
    if (!wanted.every((name) => read.includes(name)))
      tell(`reads ${read.join(", ")} and not ${wanted.filter((name) => !read.includes(name)).join(", ")}`);
    else found.push(...thresholdFaults(kpi, rule, where));
    const drawn = resolve(ruleShape(rule.expr).drawn, recordings);
    if (kpi.unit === "percent" && wanted[0] === read[0] && !drawn.includes("/"))
      tell("compares no share: it divides by nothing");
    if (rule.labels?.team !== kpi.owner) tell(`belongs to team ${rule.labels?.team}, the indicator to ${kpi.owner}`);
    return found;
  });
}

function thresholdFaults(kpi, rule, where) {
  const { drawn, threshold } = ruleShape(rule.expr);
  const { direction, alert } = kpi.thresholds;
  if (!threshold) return [{ where, says: `${rule.alert} compares with no fixed threshold` }];
  const found = [];
  if (threshold.operator !== OPERATORS[direction])
    found.push({
      where,
      says: `${rule.alert} fires at ${threshold.operator}, the indicator's alert is ${direction} its threshold`,
    });
  const inUnit = rounded((threshold.value * factorOf(kpi.target.expr)) / factorOf(drawn));
  if (inUnit !== alert)
    found.push({ where, says: `${rule.alert} fires at ${inUnit}, declared is ${alert} (${kpi.unit})` });
  const told = /threshold: ([\d.]+)\s?(%|ms|s)/.exec(rule.annotations?.description ?? "");
  if (told && Number(told[1]) !== alert)
    found.push({ where, says: `${rule.alert} tells people ${told[1]}${told[2]}, declared is ${alert}` });
  if (!told) found.push({ where, says: `${rule.alert} does not tell people its threshold` });
  return found;
}

/** "100 * x" is in percent, "1000 * x" in thousandths: the number in front. */
function factorOf(expr) {
  return Number(/^\s*(\d+)\s*\*/.exec(expr)?.[1] ?? 1);
}

function rounded(value) {
  return Number(value.toPrecision(6));
}
