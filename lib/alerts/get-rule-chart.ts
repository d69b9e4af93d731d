import "server-only";
import { mayKnow } from "@/lib/alertmanager/security-scope";
import { authorize } from "@/lib/auth/authorize";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { PrometheusSource } from "@/lib/datasources/prometheus/adapter";
import { datasources } from "@/lib/datasources/registry";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { Frame } from "@/lib/frames/frame";
import { gridTime } from "@/lib/frames/grid-time";
import { roundSignificant } from "@/lib/frames/round-significant";
import { admitQueries } from "@/lib/query/admit-queries";
import type { Answer } from "@/lib/query/answer";
import { guardRuleText } from "@/lib/query/guard-answer";
import { MUTABLE_MS, prometheusQuery } from "@/lib/query/prometheus-query";
import { type QueryEngine, queryEngine } from "@/lib/query/query-engine";
import type { RequestContext } from "@/lib/telemetry/context";
import { alignWindow, chooseStep } from "@/lib/time/step";
import type { AnnotationView } from "./annotation-view";
import type { EpisodeView } from "./episode-view";
import { type FoundRule, findRule } from "./find-rule";
import { seesInfrastructure } from "./limit-to-role";
import { listAnnotations } from "./list-annotations";
import type { RuleChart } from "./rule-chart-view";
import { ruleShape } from "./rule-shape";
import { toEpisodeView } from "./to-episode-view";

export interface RuleChartInput {
  episodeId: string;
  widthPx: number;
  /** Aborted when the reader leaves. */
  signal: AbortSignal;
  /** For tests: other upstreams than the configured ones. */
  sources?: readonly PrometheusSource[];
  engine?: QueryEngine;
}

const HOUR_MS = 3_600_000;
/** A firing of months has no "around". */
const MAX_RANGE_MS = 31 * 24 * HOUR_MS;
const MIN_FRESH_MS = 15_000;
const MAX_FRAMES = 50;

/**
 * What the alert's rule watched, from an hour before it fired to its end or to now. The text is the rule's, as
 * Prometheus tells it: never the browser's, nor the alert's own word for where it came from. Throws 404 and 403: the
 * labels of its series name machines. A source that fails is an answer. Needs alert:read and the sight of
 * infrastructure.
 */
export async function getRuleChart(ctx: RequestContext, input: RuleChartInput): Promise<RuleChart> {
  authorize(ctx.actor, "alert:read");
  const row = await (await db()).episode.findUnique({ where: { id: input.episodeId } });
  const episode = row && toEpisodeView(row);
  if (!episode || !mayKnow(ctx.actor, episode)) throw new PortalError("not_found", "There is no such alert.");
  if (!seesInfrastructure(ctx.actor)) throw new PortalError("forbidden", "Your role does not show this chart.");
  admitQueries(ctx, 1);
  const sources = input.sources ?? configuredPrometheus();
  try {
    const found = await findRule(sources, episode, ctx.now.getTime(), input.signal);
    if (!found) return { status: "unknown", sources: sources.map(({ name }) => name) };
    return await drawRule(ctx, input, episode, found);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { status: "error", code: error.code, message: error.message };
  }
}

function configuredPrometheus(): PrometheusSource[] {
  const all = datasources();
  return all.list().flatMap(({ type, name }) => (type === "prometheus" ? [all.prometheus(name)] : []));
}

async function drawRule(
  ctx: RequestContext,
  { widthPx, signal, engine }: RuleChartInput,
  episode: EpisodeView,
  { rule, source }: FoundRule,
): Promise<RuleChart> {
  const now = ctx.now.getTime();
  const end = Math.min(now, Date.parse(episode.endsAt ?? episode.resolvedAt ?? ctx.now.toISOString()));
  const to = episode.state === "resolved" ? end : now;
  const from = Math.max(Math.min(Date.parse(episode.startsAt), to) - HOUR_MS, to - MAX_RANGE_MS);
  const step = chooseStep({ from, to, widthPx, minStepsSeconds: [source.scrapeIntervalSeconds] });
  const window = alignWindow(from, to, step);
  const shape = ruleShape(rule.query);
  const freshMs = Math.max(Math.min(step, window.end + MUTABLE_MS - now), MIN_FRESH_MS);
  const query = prometheusQuery(source, shape.drawn, freshMs);
  const { answer } = await (engine ?? queryEngine()).query(query, window, now, signal);
  const { annotations } = await listAnnotations(ctx, { from, to });
  return {
    status: "ok",
    rule: {
      ...shape,
      expr: guardRuleText(rule.query),
      drawn: guardRuleText(shape.drawn),
      forSeconds: rule.duration ?? 0,
      source: source.name,
    },
    ...framesOf(answer, episode),
    notices: [...answer.notices],
    partial: answer.partial,
    asOf: answer.asOf,
    live: episode.state !== "resolved",
    marks: annotations.filter((mark) => concerns(mark, episode)),
  };
}

/** Other alerts are not what this chart is about; what was deployed may be why. */
function concerns({ id, kind }: AnnotationView, episode: EpisodeView): boolean {
  if (kind === "alert" || kind === "acknowledgement") return id.endsWith(episode.id);
  return true;
}

/** The alert's own series, where its labels tell which one that is; else all of them. */
function framesOf({ grid, series }: Answer, { labels }: EpisodeView) {
  const own = series.filter((one) =>
    Object.entries(one.labels).every(([name, value]) => name === "__name__" || labels[name] === value),
  );
  const shown = (own.length > 0 ? own : series).slice(0, MAX_FRAMES);
  const newest = Math.max(-1, ...shown.map(({ values }) => values.findLastIndex((value) => !Number.isNaN(value))));
  const frames = shown.map(
    (one): Frame => ({
      name: nameOf(one.labels),
      labels: one.labels,
      values: Array.from(one.values, (value) => (Number.isFinite(value) ? roundSignificant(value) : null)),
    }),
  );
  return { grid, frames, newestSampleAt: newest < 0 ? null : gridTime(grid, newest) };
}

function nameOf(labels: Record<string, string>): string {
  const own = Object.entries(labels).filter(([name]) => name !== "__name__" && name !== "job");
  return own.map(([, value]) => value).join(", ") || labels.__name__ || "value";
}
