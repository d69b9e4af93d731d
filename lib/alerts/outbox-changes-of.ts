import "server-only";
import { MIRRORED_ACTIONS, type MirroredAction, type OutboxChange } from "@/lib/outbox/outbox-change";
import type { Step } from "./plan-events";

const MIRRORED: ReadonlySet<string> = new Set(MIRRORED_ACTIONS);

/** The transitions that the outside may be told of, in its terms. `by`: the person who made them. */
export function outboxChangesOf(
  steps: readonly Pick<Step, "episodeId" | "action" | "before" | "after">[],
  by: string | null,
): OutboxChange[] {
  return steps
    .filter(({ action }) => MIRRORED.has(action))
    .map(({ episodeId, action, before, after }) => ({
      episodeId,
      version: after.version,
      action: action as MirroredAction,
      owner: after.acknowledgement?.name ?? null,
      previousOwner: before?.acknowledgement?.name ?? null,
      by,
      everOwned: after.firstAcknowledged !== null,
    }));
}
