import "server-only";
import type { SilenceRequest } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import { type ErrorCode, PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { startAttempt } from "./record-intent";
import { type Outcome, settleRequest } from "./settle-request";
import type { SilenceResult } from "./silence-view";

/** Asks Alertmanager for what the request says; a request that was tried before is looked for first. Never throws for an upstream. */
export type Attempt = (request: SilenceRequest, options: { triedBefore: boolean }) => Promise<Outcome>;

const log = loggerFor("silences");

const LOOK_MS = 200;
const RETRY_SECONDS = 5;
const LATER = "Whether Alertmanager did it is not known yet; the list of silences will say so.";

/**
 * Carries a recorded request out and writes down what became of it. A retry of one that is settled gets its answer;
 * of one that another process is at, waits for that; of one whose outcome is unknown, tries again.
 */
export async function carryOut(
  ctx: RequestContext,
  { row, isNew }: { row: SilenceRequest; isNew: boolean },
  attempt: Attempt,
): Promise<SilenceResult> {
  const request = isNew ? row : await settledOrOurs(row.id);
  if (request.state !== "requested") return resultOf(request);
  const outcome = await attempt(request, { triedBefore: !isNew });
  return resultOf(await settle(ctx, request, outcome));
}

/** Alertmanager was asked already: that the answer could not be written down must not look like "nothing happened". */
async function settle(ctx: RequestContext, request: SilenceRequest, outcome: Outcome): Promise<SilenceRequest> {
  try {
    return await settleRequest(ctx, request, outcome);
  } catch (error) {
    log.error({ err: error, request: request.id }, "the outcome of a silence request could not be written down");
    const extra = { outcome: "unknown", request: request.id };
    throw new PortalError("unavailable", `The outcome could not be written down. ${LATER}`, extra, RETRY_SECONDS);
  }
}

/** Waits until the request is settled, or nobody is at it and it becomes ours: an attempt's time is limited. */
async function settledOrOurs(id: string): Promise<SilenceRequest> {
  const client = await db();
  for (;;) {
    const request = await client.silenceRequest.findUniqueOrThrow({ where: { id } });
    if (request.state !== "requested" || (await startAttempt(client, id))) return request;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function resultOf(request: SilenceRequest): SilenceResult {
  if (request.state === "done")
    return { silenceId: request.silenceId ?? "", endsAt: request.endsAt?.toISOString() ?? null };
  const words = request.words ?? "Alertmanager gave no answer.";
  if (request.state === "failed") {
    const code = request.failure === "lost" ? "upstream_failed" : (request.failure as ErrorCode);
    throw new PortalError(code, words, { outcome: "failed", request: request.id });
  }
  throw new PortalError("upstream_failed", `${words} ${LATER}`, { outcome: "unknown", request: request.id });
}
