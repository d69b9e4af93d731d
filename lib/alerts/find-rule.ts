import "server-only";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import type { PrometheusRuleGroup } from "@/lib/datasources/prometheus/api-schema";
import { knownRules } from "@/lib/query/known-rules";
import type { EpisodeView } from "./episode-view";

type Rule = PrometheusRuleGroup["rules"][number];

export interface FoundRule {
  rule: Rule;
  source: PrometheusSource;
}

/**
 * The alerting rule behind an alert, looked for in each Prometheus in turn; of several with its name the one whose
 * labels it carries. Null when none has it. Throws UpstreamError when one could not say and no other has it.
 */
export async function findRule(
  sources: readonly PrometheusSource[],
  episode: EpisodeView,
  now: number,
  signal: AbortSignal,
): Promise<FoundRule | null> {
  let failure: unknown;
  for (const source of sources) {
    try {
      const rule = ruleOf(await knownRules(source, now, signal), episode);
      if (rule) return { rule, source };
    } catch (error) {
      if (signal.aborted) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return null;
}

function ruleOf(groups: readonly PrometheusRuleGroup[], { alertname, labels }: EpisodeView): Rule | undefined {
  const named = groups
    .flatMap(({ rules }) => rules)
    .filter(({ type, name }) => type === "alerting" && name === alertname);
  // A value with braces is a template: what it came to is not known here.
  const carries = ([name, value]: [string, string]) => value.includes("{{") || labels[name] === value;
  return named.find((rule) => Object.entries(rule.labels).every(carries)) ?? named[0];
}
