import "server-only";
import { parseCheckpoint } from "../note/checkpoint-text";
import { openNote } from "../note/signed-note";
import { type Frontier, rootOf } from "../tree/frontier";
import { knownKeys } from "./last-checkpoint";
import { readCheckpoints } from "./read-checkpoints";

/** The checkpoints, held against a tree that grows beside them. */
export interface SignedSoFar {
  /** How many were found right. */
  count: number;
  /** Size of the last one that was found right: whatever is wrong after it began there. */
  upTo: number;
  /** Size of the next one; null after the last. */
  next: number | null;
  /** Holds the next one against the tree, which has its size. Why it does not agree, or undefined. */
  compare(frontier: Frontier): Promise<string | undefined>;
}

export async function signedSoFar(): Promise<SignedSoFar> {
  const keys = await knownKeys();
  const rows = readCheckpoints();
  let row = (await rows.next()).value ?? null;
  const walk: SignedSoFar = {
    count: 0,
    upTo: 0,
    next: row && Number(row.size),
    async compare(frontier) {
      if (!row) return undefined;
      const signed = `the checkpoint of ${frontier.size} entries`;
      try {
        const { size, root } = parseCheckpoint(openNote(row.note, keys).text);
        if (size !== frontier.size || !root.equals(rootOf(frontier))) return `${signed} was signed over other entries`;
      } catch (error) {
        return `${signed} is not as it was signed: ${error instanceof Error ? error.message : "unreadable"}`;
      }
      walk.count += 1;
      walk.upTo = frontier.size;
      row = (await rows.next()).value ?? null;
      walk.next = row && Number(row.size);
      return undefined;
    },
  };
  return walk;
}
