import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeResult } from "./acknowledge-input";
import { acknowledgementEnd } from "./acknowledgement-end";
import { actOnEpisode, type EpisodeTarget } from "./act-on-episode";
import type { TakeOverInput } from "./take-over-input";

export interface TakeOverRequest extends EpisodeTarget, TakeOverInput {
  ifVersion: number | null;
}

/**
 * Makes the caller the owner of an alert that somebody else has; both are in the ledger. The reason becomes the note:
 * the old owner's words stay in the timeline, under their own name. Of nobody's alert it is an acknowledgement.
 * Throws 404, 409 (over), 412 and 422. Needs alert:acknowledge, and a person.
 */
export function takeOver(ctx: RequestContext, request: TakeOverRequest): Promise<AcknowledgeResult> {
  const { episodeId, idempotencyKey, reason, ifVersion, expiresInMinutes: minutes } = request;
  return actOnEpisode(ctx, {
    verb: "take_over",
    episodeId,
    idempotencyKey,
    words: reason,
    conditions: { ifVersion, minutes },
    event: ({ severity }, { person: { userId, name }, words, now }) => {
      const expiresAt = acknowledgementEnd(severity, now, minutes);
      return { kind: "take_over", userId, name, note: words, expiresAt, ifVersion };
    },
  });
}
