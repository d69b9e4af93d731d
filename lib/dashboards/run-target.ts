import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import { noteAnswer } from "@/lib/datasources/last-answer";
import { isCacheable } from "@/lib/query/cacheable";
import { expandMacros } from "@/lib/query/expand-macros";
import type { EngineReply, QueryEngine } from "@/lib/query/query-engine";
import { loggerFor } from "@/lib/telemetry/logger";
import { describeCloudWatch } from "./describe-cloudwatch";
import type { CloudWatchTarget, PrometheusTarget } from "./model";
import type { TargetError } from "./panel-result";
import { type PlanInput, planCloudWatch, planPrometheus } from "./plan-target";
import type { Sources } from "./sources";
import type { TargetAnswer } from "./target-answer";

const log = loggerFor("query");
/** Scrapes and rule evaluations of the last minutes may still be on their way. */
const PROMETHEUS_MUTABLE_MS = 3 * 60_000;
const CLOUDWATCH_MUTABLE_MS = 10 * 60_000;
const MIN_FRESH_MS = 15_000;
const MAX_FRESH_MS = 60_000;
/** CloudWatch bills every metric it is asked for. */
const MAX_CLOUDWATCH_FRESH_MS = 15 * 60_000;

export interface RunContext extends PlanInput {
  engine: QueryEngine;
  sources: Sources;
  variables: Readonly<Record<string, string>>;
  now: number;
  signal: AbortSignal;
}

/** Asks one target. A failing upstream is an answer too: it must not blank the panel's other targets. */
export async function runTarget(ctx: RunContext, target: PrometheusTarget | CloudWatchTarget): Promise<TargetAnswer> {
  try {
    return target.type === "prometheus" ? await runPrometheus(ctx, target) : await runCloudWatch(ctx, target);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return { status: "error", target, error: targetError(error) };
  }
}

async function runPrometheus(ctx: RunContext, target: PrometheusTarget): Promise<TargetAnswer> {
  const source = ctx.sources.prometheus(target.datasource);
  const plan = planPrometheus(ctx, target, source.scrapeIntervalSeconds);
  const { range, stepSeconds, window } = plan;
  const executedQuery = expandMacros(target.expr, {
    stepSeconds,
    scrapeSeconds: source.scrapeIntervalSeconds,
    rangeSeconds: (range.to - range.from) / 1000,
    end: Math.min(window.end, ctx.now),
    variables: ctx.variables,
  });
  const grainMs = Math.max(stepSeconds, target.minStep ?? 0) * 1000;
  const fresh = window.step === 0 ? Math.max(MIN_FRESH_MS, (target.minStep ?? 0) * 1000) : clamp(grainMs, MAX_FRESH_MS);
  const asked = ctx.engine.query(
    {
      datasource: source.name,
      key: `prometheus\n${source.name}\n${executedQuery}`,
      cacheable: isCacheable(executedQuery),
      mutableMs: PROMETHEUS_MUTABLE_MS,
      freshMs: fresh,
      fetch: (part, signal) => noteAnswer(source.name, source.query(executedQuery, part, signal)),
    },
    window,
    ctx.now,
    ctx.signal,
  );
  return settle(ctx, asked, { target, plan, datasource: source.name, executedQuery });
}

async function runCloudWatch(ctx: RunContext, target: CloudWatchTarget): Promise<TargetAnswer> {
  const source = ctx.sources.cloudwatch(target.datasource);
  const plan = planCloudWatch(ctx, target, ctx.now);
  const inputs = ctx.panel.targets.filter(
    (other): other is CloudWatchTarget => other.type === "cloudwatch" && other !== target,
  );
  const executedQuery = describeCloudWatch(target, source.defaultRegion, plan.stepSeconds);
  const asked = ctx.engine.query(
    {
      datasource: source.name,
      key: `cloudwatch\n${source.name}\n${JSON.stringify(target.expression === undefined ? target : [target, inputs])}`,
      cacheable: true,
      mutableMs: CLOUDWATCH_MUTABLE_MS + plan.window.step,
      freshMs: Math.max(MAX_FRESH_MS, Math.min(plan.window.step, MAX_CLOUDWATCH_FRESH_MS)),
      fetch: (part, signal) => noteAnswer(source.name, source.query(target, inputs, part, signal)),
    },
    plan.window,
    ctx.now,
    ctx.signal,
  );
  return settle(ctx, asked, { target, plan, datasource: source.name, executedQuery });
}

async function settle(
  ctx: RunContext,
  asked: Promise<EngineReply>,
  about: Omit<Extract<TargetAnswer, { status: "ok" }>, "status" | "answer" | "cached">,
): Promise<TargetAnswer> {
  try {
    return { ...about, status: "ok", ...(await asked) };
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    const { target, datasource, executedQuery } = about;
    return { status: "error", target, datasource, executedQuery, error: targetError(error) };
  }
}

function targetError(error: unknown): TargetError {
  if (error instanceof UpstreamError) return { code: error.code, message: error.message };
  log.error({ err: error }, "a query failed in the portal itself");
  return { code: "upstream_invalid", message: "The portal could not use the answer." };
}

function clamp(ms: number, max: number): number {
  return Math.min(Math.max(ms, MIN_FRESH_MS), max);
}
