import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeInput, AcknowledgeResult } from "./acknowledge-input";
import { acknowledgementEnd } from "./acknowledgement-end";
import { actOnEpisode, type EpisodeTarget } from "./act-on-episode";

export interface AcknowledgeRequest extends EpisodeTarget, AcknowledgeInput {
  /** Refused with 412 when the episode has moved on since this version; null: whatever it is. */
  ifVersion: number | null;
}

/**
 * Makes the caller the owner of a firing episode until the acknowledgement runs out; the first one wins. Repeating it
 * is harmless. Throws 404, 409 (owned by another, or over), 412 and 422. Needs alert:acknowledge, and a person: a
 * machine cannot own an alert.
 */
export function acknowledge(ctx: RequestContext, request: AcknowledgeRequest): Promise<AcknowledgeResult> {
  const { episodeId, idempotencyKey, note, ifVersion, expiresInMinutes: minutes } = request;
  return actOnEpisode(ctx, {
    verb: "acknowledge",
    episodeId,
    idempotencyKey,
    words: note,
    conditions: { ifVersion, minutes },
    event: ({ severity }, { person: { userId, name }, words, now }) => {
      const expiresAt = acknowledgementEnd(severity, now, minutes);
      return { kind: "acknowledge", userId, name, note: words, expiresAt, ifVersion };
    },
  });
}
