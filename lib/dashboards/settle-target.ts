import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { EngineReply } from "@/lib/query/query-engine";
import { loggerFor } from "@/lib/telemetry/logger";
import type { TargetError } from "./panel-result";
import type { RunContext } from "./run-context";
import type { TargetAnswer } from "./target-answer";

const log = loggerFor("query");

/** Turns a failed query into an answer that says why. Rejects only when the reader has left. */
export async function settleTarget(
  ctx: Pick<RunContext, "signal">,
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

/** What people are told of a failure; one that is not an upstream's is logged, not shown. */
export function targetError(error: unknown): TargetError {
  if (error instanceof UpstreamError) return { code: error.code, message: error.message };
  log.error({ err: error }, "a query failed in the portal itself");
  return { code: "upstream_invalid", message: "The portal could not use the answer." };
}
