import "server-only";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import type { PrometheusRuleGroup } from "@/lib/datasources/prometheus/api-schema";
import { SharedWork } from "./shared-work";

/** Rules change by deployment: a minute old is new enough. */
const KEPT_MS = 60_000;

const kept = new WeakMap<PrometheusSource, { at: number; groups: PrometheusRuleGroup[] }>();
const asking = new SharedWork<PrometheusRuleGroup[]>();

/** The rules a Prometheus evaluates, asked at most once a minute. Throws UpstreamError. `now` is epoch ms. */
export async function knownRules(
  source: PrometheusSource,
  now: number,
  signal: AbortSignal,
): Promise<readonly PrometheusRuleGroup[]> {
  const known = kept.get(source);
  if (known && now - known.at < KEPT_MS) return known.groups;
  const { value } = await asking.run(source.name, signal, (shared) => noteAnswer(source.name, source.rules(shared)));
  kept.set(source, { at: now, groups: value });
  return value;
}
