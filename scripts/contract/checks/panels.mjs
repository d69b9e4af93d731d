import { metricNames } from "../../../lib/query/metric-names";
import { resolve } from "../promql.mjs";
import { recordingsOf } from "../recordings-of.mjs";

/** A panel that shows an indicator, or the availability, is green and red where the declaration says. */
export function panels(stack) {
  const recordings = recordingsOf(stack);
  const main = (expr) => metricNames(resolve(expr, recordings))[0];
  const kpiOf = new Map(stack.kpis.map((kpi) => [`${main(kpi.target.expr)} ${kpi.unit}`, kpi]));
  const found = [];
  for (const { where, title, targets } of stack.panels)
    for (const { expr, legend = "", thresholds, unit } of targets) {
      const tell = (says) => found.push({ where: `panel ${where} "${title}"`, says });
      const percent = unit === "percent" || legend.includes("%");
      const kpi = kpiOf.get(`${main(expr)} ${percent ? "percent" : unit}`);
      if (thresholds && kpi) tellDifferences(tell, thresholds, kpi.thresholds, `the indicator ${kpi.id}`);
      if (percent && expr.includes("rate(") && !expr.includes("/"))
        tell(`"${legend}" is a percentage of nothing: it divides by no limit or total`);
      const slo = stack.slos.find(({ boundSeconds }) => boundSeconds === null);
      if (slo && /uptime|availability/i.test(legend) && thresholds && thresholds.target !== slo.objective)
        tell(`is green from ${thresholds.target} % on, the objective of ${slo.id} is ${slo.objective} %`);
      if (/uptime/i.test(legend) && !expr.includes("_over_time"))
        tell(`"${legend}" is the share of targets that are up now, not uptime`);
    }
  return found;
}

function tellDifferences(tell, shown, declared, name) {
  for (const key of ["direction", "target", "alert"])
    if (shown[key] !== undefined && shown[key] !== declared[key])
      tell(`has ${key} ${shown[key]}, ${name} has ${declared[key]}`);
}
