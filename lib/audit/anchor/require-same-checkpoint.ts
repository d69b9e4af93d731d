import type { KeptCheckpoint } from "./anchor";
import { AnchorContradiction } from "./anchor-contradiction";
import { AnchorFailure } from "./anchor-failure";

/**
 * Checks that what is kept under a size says the same. Signatures may differ, since a key is replaced by signing with
 * both. Throws an AnchorContradiction for a fork, and an AnchorFailure for what is only cut off.
 */
export function requireSameCheckpoint(kept: string, { size, note }: KeptCheckpoint): void {
  if (textOf(kept) === textOf(note)) return;
  if (note.startsWith(kept)) throw new AnchorFailure(`What it holds of ${size} entries is cut off.`);
  throw new AnchorContradiction(`It holds another checkpoint of ${size} entries: a fork.`);
}

function textOf(note: string): string {
  return note.slice(0, note.lastIndexOf("\n\n") + 1);
}
