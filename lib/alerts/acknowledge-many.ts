import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { type AcknowledgeRequest, acknowledge } from "./acknowledge";
import type { AcknowledgeManyInput, AcknowledgeManyResult, AcknowledgeOutcome } from "./acknowledge-many-input";

const log = loggerFor("alerts");

/** Sessions of the database that one request may hold; they queue for the ledger in any case. */
const AT_ONCE = 4;

export interface AcknowledgeManyRequest extends AcknowledgeManyInput {
  idempotencyKey: string | null;
}

/**
 * Acknowledges each episode as if it were the only one, in a transaction of its own: one refusal stops no other, and
 * the ledger's entries are those of single acknowledgements. A retry with the same key finds the answer of each that
 * was done and does the rest. Needs alert:acknowledge, and a person.
 */
export async function acknowledgeMany(
  ctx: RequestContext,
  { episodeIds, idempotencyKey, ...words }: AcknowledgeManyRequest,
): Promise<AcknowledgeManyResult> {
  authorize(ctx.actor, "alert:acknowledge");
  const results: AcknowledgeOutcome[] = [];
  const waiting = episodeIds.entries();
  const work = async () => {
    for (const [index, episodeId] of waiting) {
      const key = idempotencyKey === null ? null : `${idempotencyKey}:${episodeId}`;
      results[index] = await outcomeOf(ctx, { ...words, episodeId, idempotencyKey: key, ifVersion: null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { results };
}

async function outcomeOf(ctx: RequestContext, request: AcknowledgeRequest): Promise<AcknowledgeOutcome> {
  const { episodeId } = request;
  try {
    await acknowledge(ctx, request);
    return { episodeId, status: 200 };
  } catch (error) {
    if (!(error instanceof PortalError)) log.error({ err: error }, "one of several acknowledgements failed");
    const { status, code, message, extra } = error instanceof PortalError ? error : new PortalError("internal");
    const owner = typeof extra.owner === "string" ? extra.owner : undefined;
    return { episodeId, status, code, message, ...(owner === undefined ? {} : { owner }) };
  }
}
