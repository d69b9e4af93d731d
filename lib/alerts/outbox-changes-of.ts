import "server-only";
import { MIRRORED_ACTIONS, type MirroredAction, type OutboxChange } from "@/lib/outbox/outbox-change";
import type { Change } from "./write-episodes";

const MIRRORED: ReadonlySet<string> = new Set(MIRRORED_ACTIONS);

/** The changes that the outside may be told of, in its terms. `by`: the person who made them. */
export function outboxChangesOf(changes: readonly Change[], by: string | null): OutboxChange[] {
  return changes.flatMap(({ row, facts, action }) => {
    if (action === null || !MIRRORED.has(action)) return [];
    return [
      {
        episodeId: row.id,
        version: facts.version,
        action: action as MirroredAction,
        owner: facts.acknowledgement?.name ?? null,
        previousOwner: row.facts.acknowledgement?.name ?? null,
        by,
        everOwned: facts.firstAcknowledged !== null,
      },
    ];
  });
}
