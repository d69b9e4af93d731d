import { expressions } from "./checks/expressions.mjs";
import { kpiAlerts } from "./checks/kpi-alerts.mjs";
import { links } from "./checks/links.mjs";
import { names } from "./checks/names.mjs";
import { panels } from "./checks/panels.mjs";
import { runbooks } from "./checks/runbooks.mjs";
import { series } from "./checks/series.mjs";
import { setup } from "./checks/setup.mjs";
import { slos } from "./checks/slos.mjs";

/** Everything in which rules, panels, objectives and runbooks differ from the declaration or from each other. */
export function contradictions(stack) {
  return [setup, kpiAlerts, slos, panels, series, expressions, names, links, runbooks].flatMap((check) => check(stack));
}
