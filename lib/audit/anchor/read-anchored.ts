import "server-only";
import { loggerFor } from "@/lib/telemetry/logger";
import type { KeptCheckpoint } from "./anchor";
import { anchors } from "./anchors";
import { withinDeadline } from "./within-deadline";

const log = loggerFor("anchor");

const DEADLINE_MS = 45_000;

export interface AnchoredCheckpoint extends KeptCheckpoint {
  /** Label of the anchor. */
  anchor: string;
}

/** Everything that the configured anchors give back. */
export interface Anchored {
  checkpoints: AnchoredCheckpoint[];
  /** Labels of those that were read to the end. */
  read: string[];
  /** Labels of those that could not be read: about them nothing is known. */
  unread: string[];
}

/** Reads every checkpoint that can be read back. One that cannot be reached is told, not thrown. */
export async function readAnchored(deadlineMs = DEADLINE_MS): Promise<Anchored> {
  const found: Anchored = { checkpoints: [], read: [], unread: [] };
  await Promise.all(
    anchors().map(async ({ label, readBack }) => {
      if (!readBack) return;
      try {
        const own = await withinDeadline(deadlineMs, (signal) => collect(readBack.all(signal), label));
        found.checkpoints = found.checkpoints.concat(own);
        found.read.push(label);
      } catch (error) {
        log.warn({ err: error, anchor: label }, "an anchor could not be read back");
        found.unread.push(label);
      }
    }),
  );
  return found;
}

async function collect(all: AsyncIterable<KeptCheckpoint>, anchor: string): Promise<AnchoredCheckpoint[]> {
  const found: AnchoredCheckpoint[] = [];
  for await (const checkpoint of all) found.push({ ...checkpoint, anchor });
  return found;
}
