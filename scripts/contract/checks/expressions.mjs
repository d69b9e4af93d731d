import { metricNames } from "../../../lib/query/metric-names";
import { within } from "../promql.mjs";
import { recordingsOf } from "../recordings-of.mjs";

const COUNTER = /(?<![\w:])([a-z]\w*_total)(?![\w:])(\{[^{}]*\})?(?!\{|\s*(?:\[|offset|unless))/g;
/** Shown as they are on purpose: how often a container was restarted in its life. */
const LIFETIME = new Set(["kube_pod_container_status_restarts_total"]);

/** What loads and yet means something else than it says. */
export function expressions(stack) {
  const rules = stack.rules.map((rule) => ({ where: `rule ${rule.alert ?? rule.record}`, ...rule }));
  const targets = stack.panels.flatMap(({ where, title, targets: all }) =>
    all.map(({ expr }) => ({ where: `panel ${where} "${title}"`, expr })),
  );
  const recordings = recordingsOf(stack);
  return [
    ...[...rules, ...targets].flatMap((one) =>
      faultsOf(one.expr, recordings).map((says) => ({ where: one.where, says })),
    ),
    ...rules
      .filter(({ alert }) => alert)
      .flatMap((rule) => alertFaults(rule).map((says) => ({ where: rule.where, says }))),
  ];
}

function* faults(expr, recordings) {
  if (/\b(?:rate|increase)\([^()]*\)\s*by\s*\(/.test(expr)) yield "is a syntax error: `by` without an aggregation";
  for (const { index } of expr.matchAll(/\bhistogram_quantile\(/g)) {
    let inner = within(expr, expr.indexOf("(", index));
    for (const name of metricNames(inner)) inner += recordings.get(name) ?? "";
    if (!inner.includes("_bucket")) yield "takes a percentile of what is no histogram";
    else if (!/by \([^()]*\ble\b/.test(inner))
      yield "takes a percentile of each series alone: the buckets are not added up by le";
  }
  for (const { index } of expr.matchAll(/\/(?!\s*[\d.]+\b)/g))
    if (!dividesSafely(expr.slice(index + 1))) yield "divides by what may be 0, and is infinite then";
  const bare = expr.replace(/\babsent\([^)]*\)?/g, "");
  for (const [, name] of bare.matchAll(COUNTER))
    if (!LIFETIME.has(name)) yield `takes the lifetime count of ${name}, which restarts with every pod`;
  for (const [, name] of expr.matchAll(/\b(?:rate|increase)\(\s*([a-zA-Z_]\w*)/g))
    if (!/_(?:total|bucket|sum|count)$|^pg_stat_/.test(name)) yield `takes the rate of ${name}, which is no counter`;
  if (isSuccessShare(expr) && !expr.includes("clamp_max"))
    yield "may be over 100 %: success is counted later than the start";
}

/** What succeeded, over what was started. */
function isSuccessShare(expr) {
  const success = expr.indexOf("conversations_success_total");
  const over = success < 0 ? -1 : expr.indexOf("/", success);
  return over >= 0 && expr.includes("conversations_total", over);
}

function faultsOf(expr, recordings) {
  return [...new Set(faults(expr, recordings))];
}

function dividesSafely(rest) {
  const divisor = rest.replace(/^\s*on\s*\([^)]*\)\s*/, "").trim();
  return divisor.startsWith("(") && />\s*[\d.]+\s*$/.test(within(divisor, 0));
}

function alertFaults({ expr, for: pause, annotations = {} }) {
  const found = [];
  if (/\b(?:rate|increase)\(/.test(expr) && !/\b(?:sum|max|avg|min|count)\b/.test(expr))
    found.push("fires once per series: one pod, status or event type alone, and not their sum");
  if (/\[\w+\] offset 1h/.test(expr))
    found.push("takes the hour before for its baseline: it fires every morning, and follows a theft");
  const silence = /increase\([^[(]*\[(\w+)\]\)+ == 0/.exec(expr);
  if (silence && silence[1] === pause) found.push(`needs twice ${pause} to notice a silence of ${pause}`);
  if (/\{\{ \$value \}\}/.test(annotations.description ?? "")) found.push("prints the bare value, with all its digits");
  return found;
}
