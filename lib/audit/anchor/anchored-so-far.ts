import "server-only";
import { type Checkpoint, parseCheckpoint } from "../note/checkpoint-text";
import type { NoteKey } from "../note/note-key";
import { openNote } from "../note/signed-note";
import { type Frontier, rootOf } from "../tree/frontier";
import type { AnchoredCheckpoint } from "./read-anchored";

/** The anchored checkpoints, held against a tree that grows beside them. */
export interface AnchoredSoFar {
  /** How many were found right. */
  count: number;
  /** Size of the last one that was found right. */
  upTo: number;
  /** Size of the next one; null after the last. */
  next: number | null;
  /** Holds all of the tree's size against it. Why one does not agree, or undefined. */
  compare(frontier: Frontier): string | undefined;
  /** What is wrong with one that the whole tree was too short for; undefined: there is none. */
  left(size: number): string | undefined;
}

export function anchoredSoFar(checkpoints: readonly AnchoredCheckpoint[], keys: readonly NoteKey[]): AnchoredSoFar {
  const waiting = checkpoints.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
  let at = 0;
  const walk: AnchoredSoFar = {
    count: 0,
    upTo: 0,
    next: waiting[0]?.size ?? null,
    compare(frontier) {
      for (; waiting[at]?.size === frontier.size; at++) {
        const { anchor, size, note } = waiting[at]!;
        const name = `the checkpoint of ${size} entries that is anchored (${anchor})`;
        let said: Checkpoint;
        try {
          said = parseCheckpoint(openNote(note, keys).text);
        } catch (error) {
          return `${name} is not opened by the ledger's keys: ${error instanceof Error ? error.message : "unreadable"}`;
        }
        if (said.size !== size) return `${name} is of another size`;
        if (!said.root.equals(rootOf(frontier))) return `${name} was signed over other entries`;
        walk.count += 1;
      }
      walk.upTo = frontier.size;
      walk.next = waiting[at]?.size ?? null;
      return undefined;
    },
    left(size) {
      const largest = waiting.length > at ? waiting.at(-1) : undefined;
      return largest && `${largest.size} entries are anchored (${largest.anchor}), ${size} are stored`;
    },
  };
  return walk;
}
