import "server-only";
import { knownKeys, type SignedCheckpoint } from "../checkpoint/last-checkpoint";
import { storedTree } from "../checkpoint/stored-tree";
import { type Checkpoint, parseCheckpoint } from "../note/checkpoint-text";
import type { NoteKey } from "../note/note-key";
import { openNote } from "../note/signed-note";
import { consistencyProof, verifyConsistency } from "../tree/consistency-proof";
import { AnchorContradiction } from "./anchor-contradiction";

/**
 * Checks that the ledger's newest checkpoint continues one that was anchored before (RFC 6962's proof of consistency,
 * made from the stored hashes). Throws an AnchorContradiction when it does not: then nothing more may be published.
 */
export async function requireContinuation(held: string, newest: SignedCheckpoint | null): Promise<void> {
  const anchored = open(held, await knownKeys());
  const { size } = anchored;
  if (!newest) throw new AnchorContradiction(`It holds a checkpoint of ${size} entries, and the ledger has none.`);
  if (anchored.origin !== newest.origin)
    throw new AnchorContradiction(`It holds a checkpoint of another log, ${anchored.origin}.`);
  if (size > newest.size)
    throw new AnchorContradiction(
      `It holds a checkpoint of ${size} entries, and the ledger's newest one is of ${newest.size}: its end was cut off.`,
    );
  const claim = { older: size, newer: newest.size, olderRoot: anchored.root, newerRoot: newest.root };
  if (!verifyConsistency(claim, await consistencyProof(storedTree, size, newest.size)))
    throw new AnchorContradiction(
      `It holds a checkpoint of ${size} entries that the ledger does not continue: some of them were rewritten.`,
    );
}

function open(held: string, keys: readonly NoteKey[]): Checkpoint {
  let anchored: Checkpoint;
  try {
    anchored = parseCheckpoint(openNote(held, keys).text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unreadable";
    throw new AnchorContradiction(`It holds a checkpoint that the ledger's keys do not open. ${reason}`);
  }
  return anchored;
}
