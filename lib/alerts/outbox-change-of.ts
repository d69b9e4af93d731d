import { MIRRORED_ACTIONS, type MirroredAction, type OutboxChange } from "@/lib/outbox/outbox-change";
import type { EpisodeFacts, TransitionAction } from "./episode";

const MIRRORED: ReadonlySet<string> = new Set(MIRRORED_ACTIONS);

/** A transition as the outside is told of it; null: not of its business. `by`: the person who did it. */
export function outboxChangeOf(
  episodeId: string,
  before: EpisodeFacts,
  after: EpisodeFacts,
  action: TransitionAction | null,
  by: string | null,
): OutboxChange | null {
  if (action === null || !MIRRORED.has(action)) return null;
  return {
    episodeId,
    version: after.version,
    action: action as MirroredAction,
    owner: after.acknowledgement?.name ?? null,
    previousOwner: before.acknowledgement?.name ?? null,
    by,
    everOwned: after.firstAcknowledged !== null,
  };
}
