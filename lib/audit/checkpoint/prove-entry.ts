import "server-only";
import { db } from "@/lib/db/client";
import type { EntryInclusion } from "../entry-detail";
import { proofText } from "../note/proof-text";
import { inclusionProof, verifyInclusion } from "../tree/inclusion-proof";
import { lastCheckpoint, type SignedCheckpoint } from "./last-checkpoint";
import { LedgerFault } from "./ledger-fault";
import { storedTree } from "./stored-tree";

interface Leaf {
  hash: Buffer;
  /** Empty when they were pruned. */
  bytes: Buffer;
}

/**
 * That this entry is in the newest checkpoint; null when it is too young for one. A checkpoint that was tampered with
 * proves nothing, and its note is given as the evidence of that.
 */
export async function proveEntry(index: number, leaf: Leaf): Promise<EntryInclusion | null> {
  const newest = await (await db()).auditCheckpoint.findFirst({ orderBy: { size: "desc" } });
  if (!newest || index >= Number(newest.size)) return null;
  try {
    const checkpoint = await lastCheckpoint();
    if (checkpoint) return await prove(index, leaf, checkpoint);
  } catch (error) {
    if (!(error instanceof LedgerFault)) throw error;
  }
  const signedAt = newest.signedAt.toISOString();
  return { size: Number(newest.size), signedAt, holds: false, proof: newest.note };
}

async function prove(index: number, { hash, bytes }: Leaf, checkpoint: SignedCheckpoint): Promise<EntryInclusion> {
  const { size, root, note, signedAt } = checkpoint;
  const path = await inclusionProof(storedTree, index, size);
  const holds = verifyInclusion({ index, size, leaf: hash, root }, path);
  const proof = proofText({ entry: bytes, index, path, note });
  return { size, signedAt: signedAt.toISOString(), holds, proof };
}
