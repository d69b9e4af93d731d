import "server-only";
import type { EntryInclusion } from "../entry-detail";
import { proofText } from "../note/proof-text";
import { inclusionProof, verifyInclusion } from "../tree/inclusion-proof";
import { lastCheckpoint } from "./last-checkpoint";
import { storedTree } from "./stored-tree";

/** That the entry with this leaf hash is in the newest checkpoint; null when it is too young for one. */
export async function proveEntry(index: number, leaf: Buffer): Promise<EntryInclusion | null> {
  const checkpoint = await lastCheckpoint();
  if (!checkpoint || index >= checkpoint.size) return null;
  const { size, root, note, signedAt } = checkpoint;
  const path = await inclusionProof(storedTree, index, size);
  const holds = verifyInclusion({ index, size, leaf, root }, path);
  return { size, signedAt: signedAt.toISOString(), holds, proof: proofText({ index, path, note }) };
}
