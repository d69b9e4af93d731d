import "server-only";
import { noteAnswer } from "@/lib/datasources/last-answer";
import { describeCloudWatch } from "./describe-cloudwatch";
import type { CloudWatchTarget } from "./model";
import { planCloudWatch } from "./plan-target";
import type { RunContext } from "./run-context";
import { settleTarget } from "./settle-target";
import type { TargetAnswer } from "./target-answer";

/** Datapoints arrive late, and a period changes until it is over. */
const MUTABLE_MS = 10 * 60_000;
const MIN_FRESH_MS = 60_000;
/** CloudWatch bills every metric it is asked for. */
const MAX_FRESH_MS = 15 * 60_000;

/** Asks CloudWatch for one target, in whole periods. */
export async function runCloudWatch(ctx: RunContext, target: CloudWatchTarget): Promise<TargetAnswer> {
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
      mutableMs: MUTABLE_MS + plan.window.step,
      freshMs: Math.max(MIN_FRESH_MS, Math.min(plan.window.step, MAX_FRESH_MS)),
      fetch: (part, signal) => noteAnswer(source.name, source.query(target, inputs, part, signal)),
    },
    plan.window,
    ctx.now,
    ctx.signal,
  );
  return settleTarget(ctx, asked, { target, plan, datasource: source.name, executedQuery });
}
