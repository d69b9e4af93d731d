const UNITS = { percent: " %", milliseconds: " ms", seconds: " seconds" };
const TARGET = /target is (?:under|above|below) ([\d.]+)( %| ms| seconds)/i;

/** A runbook says the same threshold and target as the indicator, or the same objective. */
export function runbooks({ kpis, slos, runbooks: texts }) {
  if (!texts) return [];
  const found = [];
  for (const { id, alertname, unit, thresholds } of kpis) {
    const text = texts.get(alertname);
    if (text === undefined) continue; // told by the links
    const tell = (says) => found.push({ where: `runbook ${alertname}`, says });
    const limit = `${thresholds.alert}${UNITS[unit]}`;
    if (!names(text, limit)) tell(`does not say that it fires at ${limit}, as the indicator ${id} does`);
    const told = TARGET.exec(text);
    if (told && Number(told[1]) !== thresholds.target)
      tell(`gives the target as ${told[1]}${told[2]}, the indicator ${id} as ${thresholds.target}${UNITS[unit]}`);
  }
  for (const { id, objective, alertnames } of slos)
    for (const name of Object.values(alertnames)) {
      const text = texts.get(name);
      const budget = Number((100 - objective).toPrecision(6));
      if (text !== undefined && !names(text, `${objective} %`) && !names(text, `${budget} %`))
        found.push({
          where: `runbook ${name}`,
          says: `says neither the objective of ${id}, ${objective} %, nor its budget`,
        });
    }
  return found;
}

/** "5 %" is not in "95 %". */
function names(text, limit) {
  const before = text.split(limit).slice(0, -1);
  return before.some((words) => !/[\d.]$/.test(words));
}
