import { formatInstant } from "@/lib/time/format-time";

/** How an emitter stands. Times are epoch ms. */
export interface EmitterState {
  lastSeq: number;
  received: number;
  lastGapAt: number | null;
  refused: number;
  lastRefusedAt: number | null;
  lastRefusal: string | null;
}

/** What of an emitter never came, and what was refused, in sentences; empty: nothing. Pure. */
export function emitterNotes({ lastSeq, received, refused, ...last }: EmitterState): string[] {
  const missing = lastSeq - received;
  const notes: string[] = [];
  if (missing > 0)
    notes.push(
      `${missing} of its ${lastSeq} numbers ${missing === 1 ? "is" : "are"} missing${at("last gap found", last.lastGapAt)}`,
    );
  if (refused > 0)
    notes.push(
      `${refused} ${refused === 1 ? "line was" : "lines were"} refused${at("the last", last.lastRefusedAt)}: ${last.lastRefusal}`,
    );
  return notes;
}

function at(what: string, time: number | null): string {
  return time === null ? "" : `, ${what} at ${formatInstant(time, "UTC", "full")}`;
}
