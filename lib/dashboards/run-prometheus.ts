import "server-only";
import type { PrometheusDatasource } from "@/lib/datasources/datasource";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { Answer } from "@/lib/query/answer";
import { isCacheable } from "@/lib/query/cacheable";
import { expandMacros } from "@/lib/query/expand-macros";
import type { QuerySource } from "@/lib/query/query-source";
import type { PrometheusTarget, Visualization } from "./model";
import { planPrometheus, type TargetPlan } from "./plan-target";
import type { RunContext } from "./run-context";
import { settleTarget } from "./settle-target";
import type { TargetAnswer } from "./target-answer";

/** Scrapes and rule evaluations of the last minutes may still be on their way. */
const MUTABLE_MS = 3 * 60_000;
const MIN_FRESH_MS = 15_000;
const MAX_FRESH_MS = 60_000;
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
  { range, stepSeconds, window }: TargetPlan,
  source: PrometheusDatasource,
): QuerySource & { executedQuery: string } {
  const executedQuery = expandMacros(target.expr, {
    stepSeconds,
    scrapeSeconds: source.scrapeIntervalSeconds,
    rangeSeconds: (range.to - range.from) / 1000,
    end: Math.min(window.end, ctx.now),
    variables: ctx.variables,
  });
  return {
    executedQuery,
    datasource: source.name,
    key: `prometheus\n${source.name}\n${executedQuery}`,
    cacheable: isCacheable(executedQuery),
    mutableMs: MUTABLE_MS,
    freshMs: window.step === 0 ? grainMs(target) : Math.min(Math.max(window.step, MIN_FRESH_MS), MAX_FRESH_MS),
    fetch: (part, signal) => noteAnswer(source.name, source.query(executedQuery, part, signal)),
  };
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
  const grain = grainMs(target);
  const at = Math.floor(ctx.range.to / grain) * grain;
  const live = ctx.now - ctx.range.to < MIN_FRESH_MS && target.window === undefined;
  const newer = live && at > window.end;
  if (!FIGURES.has(ctx.panel.visualization) || window.step === 0) return undefined;
  if (!newer && target.instantExpr === undefined) return undefined;
  try {
    const instant = { start: at, end: at, step: 0 };
    return (await ctx.engine.query({ ...query, freshMs: grain }, instant, ctx.now, ctx.signal)).answer;
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return undefined;
  }
}

/** How often an instant is asked anew, ms. */
function grainMs(target: PrometheusTarget): number {
  if (target.instantExpr !== undefined) return MIN_FRESH_MS;
  return Math.max(MIN_FRESH_MS, (target.minStep ?? 0) * 1000);
}
