import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Refusal } from "./batch-report";
import { type ReadEvent, type ReadHeartbeat, readEvent } from "./read-event";
import { splitBatch } from "./split-batch";

export interface ReadBatch {
  events: ReadEvent[];
  heartbeats: ReadHeartbeat[];
  refused: Refusal[];
}

/** Others get their turn between so many lines. */
const LINES_PER_TURN = 200;

/** Reads and checks every line of a batch. Throws as splitBatch does. */
export async function readBatch(body: Uint8Array): Promise<ReadBatch> {
  const batch: ReadBatch = { events: [], heartbeats: [], refused: [] };
  for (const [index, line] of splitBatch(body).entries()) {
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    const read = "code" in line ? line : readEvent(line);
    if ("code" in read) batch.refused.push(read);
    else if ("event" in read) batch.events.push(read);
    else batch.heartbeats.push(read);
  }
  return batch;
}
