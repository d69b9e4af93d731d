import "server-only";
import { actorHas } from "@/lib/auth/actor";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeResult } from "./acknowledge-input";
import { actOnEpisode, type EpisodeTarget } from "./act-on-episode";
import type { UnacknowledgeInput } from "./unacknowledge-input";

export interface UnacknowledgeRequest extends EpisodeTarget, UnacknowledgeInput {
  ifVersion: number | null;
}

/**
 * Gives the alert back: it fires without an owner again. For its owner, or with alert:unacknowledge-any. Throws 403
 * (another's), 404, 409 (nobody's, or over), 412 and 422. Needs alert:acknowledge, and a person.
 */
export function unacknowledge(ctx: RequestContext, request: UnacknowledgeRequest): Promise<AcknowledgeResult> {
  const { episodeId, idempotencyKey, reason, ifVersion } = request;
  return actOnEpisode(ctx, {
    verb: "unacknowledge",
    episodeId,
    idempotencyKey,
    words: reason,
    conditions: { ifVersion },
    event: (_row, { person }) => {
      const mayRelease = actorHas(person, "alert:unacknowledge-any");
      return { kind: "unacknowledge", userId: person.userId, mayRelease, ifVersion };
    },
  });
}
