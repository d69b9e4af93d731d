import "server-only";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AcknowledgeResult } from "./acknowledge-input";
import { actOnEpisode, type EpisodeTarget } from "./act-on-episode";
import type { NoteInput } from "./note-input";

export interface NoteRequest extends EpisodeTarget, NoteInput {}

/**
 * Puts a person's words into the episode's timeline, also after its end. They live in the ledger alone: nobody can
 * change them, and the episode stays as it is. Throws 404 and 422. Needs alert:acknowledge, and a person.
 */
export function addNote(
  ctx: RequestContext,
  { episodeId, idempotencyKey, note }: NoteRequest,
): Promise<AcknowledgeResult> {
  return actOnEpisode(ctx, {
    verb: "note",
    episodeId,
    idempotencyKey,
    words: note,
    conditions: {},
    event: () => ({ kind: "note" }),
  });
}
