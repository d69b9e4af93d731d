import "server-only";
import type { CloudWatchTarget, PrometheusTarget } from "./model";
import { runCloudWatch } from "./run-cloudwatch";
import type { RunContext } from "./run-context";
import { runPrometheus } from "./run-prometheus";
import { targetError } from "./settle-target";
import type { TargetAnswer } from "./target-answer";

/** Asks one target. A failing upstream is an answer too: it must not blank the panel's other targets. */
export async function runTarget(ctx: RunContext, target: PrometheusTarget | CloudWatchTarget): Promise<TargetAnswer> {
  try {
    return target.type === "prometheus" ? await runPrometheus(ctx, target) : await runCloudWatch(ctx, target);
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return { status: "error", target, error: targetError(error) };
  }
}
