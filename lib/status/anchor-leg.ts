import { judgeAnchor, lateAfter } from "@/lib/audit/anchor/judge-anchor";
import type { AnchorState } from "@/lib/audit/anchor/read-anchor-states";
import { formatInstant } from "@/lib/time/format-time";
import type { Leg } from "./status-view";

/** An anchor as a leg, at `now` (epoch ms, the database's). */
export function anchorLeg(anchor: AnchorState, now: number): Leg {
  const state = judgeAnchor(anchor, now);
  return {
    id: `anchor:${anchor.name}`,
    name: anchor.label,
    group: "anchors",
    meaning: "held the newest signed checkpoint",
    lateAfterSeconds: lateAfter(anchor.everySeconds),
    backlog: null,
    inRail: false,
    state,
    lastSeenAt: anchor.seenAt === null ? null : new Date(anchor.seenAt).toISOString(),
    error: state === "failing" ? anchor.error : null,
    notes: notesOf(anchor),
  };
}

function notesOf({ size, anchoredAt, independent }: AnchorState): string[] {
  const notes: string[] = [];
  if (anchoredAt !== null)
    notes.push(
      `Holds the first ${size.toLocaleString("en-GB")} entries since ${formatInstant(anchoredAt, "UTC", "full")}.`,
    );
  if (!independent) notes.push("Not independent: whoever administers this machine can change it.");
  return notes;
}
