import type { PrometheusRuleGroup } from "@/lib/datasources/prometheus/api-schema";
import { formatAge, formatShortDuration } from "@/lib/time/format-time";
import type { Finding } from "./diagnosis-view";
import { limitedItems } from "./limited-items";

/** A group that was not evaluated for this many of its intervals stands still. */
const PATIENCE = 3;

/** Whether one Prometheus evaluates its rules: any at all, each without an error, and lately. `now` is epoch ms. */
export function judgeRules(source: string, groups: readonly PrometheusRuleGroup[], now: number): Finding {
  const finding = { id: `rules:${source}`, title: `Rules of ${source}` };
  const rules = groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, group })));
  const alerts = rules.filter(({ type }) => type === "alerting").length;
  if (alerts === 0)
    return {
      ...finding,
      state: "wrong",
      words: "It has no alerting rule: no alert can fire.",
      items: [],
      fix: "See rule_files, or the PrometheusRule's labels: Prometheus selects by them.",
    };
  const failing = rules.filter(({ health }) => health === "err");
  const late = groups.filter((group) => overdue(group, now));
  const newest = Math.max(...rules.map(({ lastEvaluation }) => evaluatedAt(lastEvaluation) ?? 0));
  const age = newest > 0 ? `last evaluation ${formatAge(now - newest)}` : "none was evaluated yet";
  const words = `${alerts} alerting ${alerts === 1 ? "rule" : "rules"}, ${failing.length} failing; ${age}.`;
  const items = [
    ...failing.map(({ name, group, lastError }) => `${name} (group ${group.name}): ${lastError || "without a reason"}`),
    ...late.map((group) => `group ${group.name} is not evaluated; it should be each ${period(group)}`),
  ];
  if (items.length > 0)
    return {
      ...finding,
      state: "wrong",
      words,
      items: limitedItems(items),
      fix:
        failing.length > 0
          ? "Mend the expression: promtool check rules finds what cannot be read, promtool test rules what does not match."
          : "See whether Prometheus is short of time: prometheus_rule_group_last_duration_seconds against the interval.",
    };
  return { ...finding, state: newest > 0 ? "ok" : "unknown", words, items: [], fix: null };
}

function overdue(group: PrometheusRuleGroup, now: number): boolean {
  const times = group.rules.map(({ lastEvaluation }) => evaluatedAt(lastEvaluation)).filter((at) => at !== null);
  return times.length > 0 && now - Math.max(...times) > PATIENCE * group.interval * 1000;
}

function period({ interval }: PrometheusRuleGroup): string {
  return formatShortDuration(interval * 1000);
}

/** Go's zero time stands for never. */
function evaluatedAt(text = ""): number | null {
  const at = Date.parse(text);
  return at > 0 ? at : null;
}
