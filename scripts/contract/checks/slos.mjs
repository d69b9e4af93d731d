import { recordingsOf } from "../recordings-of.mjs";

/** Each objective has recorded error shares and two alerts whose thresholds are burn rates times its budget. */
export function slos(stack) {
  const recordings = recordingsOf(stack);
  return stack.slos.flatMap((slo) => [
    ...alertFaults(slo, stack),
    ...recordingFaults(slo, recordings),
    ...boundFaults(slo, stack, recordings),
  ]);
}

function alertFaults(slo, { rules, burnRates }) {
  const where = `SLO ${slo.id}`;
  const budget = (100 - slo.objective) / 100;
  return Object.entries(slo.alertnames).flatMap(([speed, name]) => {
    const rule = rules.find(({ alert }) => alert === name);
    if (!rule) return [{ where, says: `no alert on its error budget: there is no rule ${name}` }];
    const wrong = burnRates
      .filter((rate) => rate.speed === speed)
      .flatMap(({ factor, long, short }) => {
        const limit = Number((factor * budget).toPrecision(6));
        return [long, short]
          .filter(
            (window) =>
              !rule.expr.includes(`job:${slo.series}:ratio${window} > ${limit} `) &&
              !rule.expr.includes(`job:${slo.series}:ratio${window} > ${limit})`),
          )
          .map((window) => ({ where, says: `${name} does not compare ${window} with ${limit} (burn rate ${factor})` }));
      });
    return rule.labels?.team === slo.owner
      ? wrong
      : [...wrong, { where, says: `${name} belongs to team ${rule.labels?.team}` }];
  });
}

function recordingFaults(slo, recordings) {
  const own = [...recordings].filter(([name]) => name.startsWith(`job:${slo.series}:ratio`));
  return own
    .filter(([name, expr]) =>
      [...expr.matchAll(/\[(\w+)(?::\w+)?\]/g)].some(([, window]) => !name.endsWith(`ratio${window}`)),
    )
    .map(([name]) => ({ where: `SLO ${slo.id}`, says: `${name} looks at another window than its name says` }));
}

/** The bound of the objective is the target of the indicator, and the bucket that is counted. */
function boundFaults(slo, { kpis }, recordings) {
  if (slo.boundSeconds === null) return [];
  const where = `SLO ${slo.id}`;
  const found = [];
  const kpi = kpis.find(({ id }) => id === "api-response-time");
  if (kpi && kpi.thresholds.target !== slo.boundSeconds)
    found.push({
      where,
      says: `is about ${slo.boundSeconds} s, the target of ${kpi.id} is ${kpi.thresholds.target} s`,
    });
  for (const [name, expr] of recordings)
    if (name.startsWith(`job:${slo.series}:`) && !expr.includes(`le=~"${slo.boundSeconds}(\\\\.0)?"`))
      found.push({ where, says: `${name} does not count requests under ${slo.boundSeconds} s` });
  return found;
}
