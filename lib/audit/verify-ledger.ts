import "server-only";
import { db } from "@/lib/db/client";
import { type AnchoredSoFar, anchoredSoFar } from "./anchor/anchored-so-far";
import type { AnchoredCheckpoint } from "./anchor/read-anchored";
import { checkedLeaf } from "./checked-leaf";
import { knownKeys } from "./checkpoint/last-checkpoint";
import { type SignedSoFar, signedSoFar } from "./checkpoint/signed-so-far";
import { EMPTY_LEDGER_HASH, readLedgerHead } from "./ledger-head";
import { COLUMN } from "./ledger-page";
import { readLedger } from "./read-ledger";
import { prunedPrefix } from "./retention/pruned-prefix";
import { prunedSoFar } from "./retention/pruned-so-far";
import { appendLeaf, emptyFrontier } from "./tree/frontier";
import type { Verification } from "./verification";

/**
 * Hashes every stored entry again, follows the chain from the first to the head, and holds the tree that grows from
 * them against every signed checkpoint, and against those that were read back from anchors. It finds a changed, removed,
 * added or moved entry, a truncated tail and a rewritten chain, as far as checkpoints reach. Who takes the checkpoints
 * away too, or holds the signing key, is found only by those of anchors.
 */
export async function verifyLedger(kept: readonly AnchoredCheckpoint[] = []): Promise<Verification> {
  const client = await db();
  const pruned = await prunedSoFar(client);
  const verdict = await hashAgain(kept);
  // What was pruned under the walk's feet looks like damage to it.
  return verdict.ok || (await prunedSoFar(client)) === pruned ? verdict : hashAgain(kept);
}

async function hashAgain(kept: readonly AnchoredCheckpoint[]): Promise<Verification> {
  const walk = { signed: await signedSoFar(), anchored: anchoredSoFar(kept, await knownKeys()) };
  const head = await readLedgerHead();
  if (!head) return bad(walk, 0, "the ledger has no head row");
  const { signed, anchored } = walk;
  const tree = emptyFrontier();
  const pruned = prunedPrefix();
  let previous: Buffer = EMPTY_LEDGER_HASH;
  for await (const page of readLedger(head.size)) {
    for (let row = 0; row < page.count; row++) {
      const seq = tree.size;
      const isPruned = pruned.holds(page, row, tree);
      const sound = isPruned ? Buffer.from(page.bytes(row, COLUMN.hash)) : checkedLeaf(page, row, previous);
      const leaf = page.seq(row) === seq ? sound : `entry ${seq} is missing`;
      if (typeof leaf === "string") return bad(walk, seq, leaf);
      previous = leaf;
      appendLeaf(tree, leaf);
      const rewritten = anchored.next === tree.size ? anchored.compare(tree) : undefined;
      if (rewritten) return bad(walk, anchored.upTo, rewritten);
      const forged = signed.next === tree.size ? await signed.compare(tree) : undefined;
      if (forged) return bad(walk, signed.upTo, forged);
    }
  }
  const { size } = tree;
  const unexplained = pruned.unexplained();
  if (unexplained !== null) return bad(walk, unexplained, "its bytes are gone, and no entry tells why");
  if (BigInt(size) !== head.size) return bad(walk, size, `the head counts ${head.size} entries, ${size} are stored`);
  if (head.lastSeq !== null && head.lastSeq >= head.size)
    return bad(walk, size, `there are entries beyond the head's ${head.size}`);
  if (!previous.equals(head.hash)) return bad(walk, Math.max(size - 1, 0), "the head does not name the last entry");
  const cutOff = anchored.left(size);
  if (cutOff) return bad(walk, size, cutOff);
  if (signed.next !== null) return bad(walk, size, `${signed.next} entries were signed, ${size} are stored`);
  return { ok: true, entries: size, ...countsOf(walk), firstBadSeq: null, reason: null };
}

interface Walk {
  signed: SignedSoFar;
  anchored: AnchoredSoFar;
}

function bad(walk: Walk, seq: number, reason: string): Verification {
  return { ok: false, entries: seq, ...countsOf(walk), firstBadSeq: seq, reason };
}

function countsOf({ signed, anchored }: Walk) {
  return { checkpoints: signed.count, anchored: anchored.count };
}
