import "server-only";
import type { PrometheusDatasource } from "@/lib/datasources/datasource";
import type { Answer } from "@/lib/query/answer";
import { expandMacros } from "@/lib/query/expand-macros";
import { MUTABLE_MS, prometheusQuery } from "@/lib/query/prometheus-query";
import type { QuerySource } from "@/lib/query/query-source";
import { instantGrainMs } from "./instant-grain";
import type { PrometheusTarget, Visualization } from "./model";
import { planPrometheus, type TargetPlan } from "./plan-target";
import type { RunContext } from "./run-context";
import { settleTarget } from "./settle-target";
import type { TargetAnswer } from "./target-answer";

const MIN_FRESH_MS = 15_000;
/** The range's own newest point is the figure while it is younger than this. */
const FIGURE_MS = 30_000;
/** A bar that is still being filled is asked for this often in its time, and at least every few minutes. */
const ASKS_PER_BAR = 100;
const MAX_BAR_MS = 5 * 60_000;
/** These show what is now in large type. */
const FIGURES: ReadonlySet<Visualization> = new Set(["stat", "statusbars"]);

/** Asks Prometheus for one target, and for the present value where a figure is shown. */
export async function runPrometheus(ctx: RunContext, target: PrometheusTarget): Promise<TargetAnswer> {
  const source = ctx.sources.prometheus(target.datasource);
  const plan = planPrometheus(ctx, target, source.scrapeIntervalSeconds);
  const query = querySource(ctx, target, plan, source);
  const about = { target, plan, datasource: source.name, executedQuery: query.executedQuery };
  const asked = ctx.engine.query(query, plan.window, ctx.now, ctx.signal);
  const { instantExpr } = target;
  const figure = instantExpr === undefined ? query : querySource(ctx, { ...target, expr: instantExpr }, plan, source);
  const [reply, latest] = await Promise.all([settleTarget(ctx, asked, about), fastForward(ctx, target, plan, figure)]);
  return reply.status === "ok" && latest ? { ...reply, latest } : reply;
}

function querySource(
  ctx: RunContext,
  target: PrometheusTarget,
  plan: TargetPlan,
  source: PrometheusDatasource,
): QuerySource & { executedQuery: string } {
  const { range, stepSeconds, window } = plan;
  const executedQuery = expandMacros(target.expr, {
    stepSeconds,
    scrapeSeconds: source.scrapeIntervalSeconds,
    rangeSeconds: (range.to - range.from) / 1000,
    end: Math.min(window.end, ctx.now),
    variables: ctx.variables,
  });
  return { executedQuery, ...prometheusQuery(source, executedQuery, freshMs(target, plan, ctx.now)) };
}

/**
 * How long the answer for one window is shared, ms. A new step is another window, so that the same one is asked again
 * only for what may still change in it: a bar that is being filled, or a last point that has not settled, once it has.
 */
function freshMs(target: PrometheusTarget, { window, bucketed }: TargetPlan, now: number): number {
  const { step, end } = window;
  if (step === 0) return instantGrainMs(target.minStep);
  if (bucketed && end > now) return Math.max(Math.min(step / ASKS_PER_BAR, MAX_BAR_MS), MIN_FRESH_MS);
  return Math.max(Math.min(step, end + MUTABLE_MS - now), MIN_FRESH_MS);
}

/**
 * A figure on a wide range would be as old as the step: what it is now is asked for beside the range, and always where
 * the figure is another expression than the range's. When that fails, the range's own newest point stands.
 */
async function fastForward(
  ctx: RunContext,
  target: PrometheusTarget,
  { window }: TargetPlan,
  query: QuerySource,
): Promise<Answer | undefined> {
  const { instantExpr, minStep } = target;
  const grain = instantExpr === undefined ? Math.max(instantGrainMs(minStep), FIGURE_MS) : instantGrainMs();
  const at = Math.floor(ctx.range.to / grain) * grain;
  const live = ctx.now - ctx.range.to < MIN_FRESH_MS && target.window === undefined;
  const newer = live && at > window.end;
  if (!FIGURES.has(ctx.panel.visualization) || window.step === 0) return undefined;
  if (!newer && instantExpr === undefined) return undefined;
  try {
    const instant = { start: at, end: at, step: 0 };
    return (await ctx.engine.query({ ...query, freshMs: grain }, instant, ctx.now, ctx.signal)).answer;
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return undefined;
  }
}
