import "server-only";
import { db } from "@/lib/db/client";
import { checkedLeaf } from "./checked-leaf";
import { signedSoFar } from "./checkpoint/signed-so-far";
import { EMPTY_LEDGER_HASH, readLedgerHead } from "./ledger-head";
import { readLedger } from "./read-ledger";
import { prunedPrefix } from "./retention/pruned-prefix";
import { prunedSoFar } from "./retention/pruned-so-far";
import { appendLeaf, emptyFrontier } from "./tree/frontier";
import type { Verification } from "./verification";

/**
 * Hashes every stored entry again, follows the chain from the first to the head, and holds the tree that grows from
 * them against every signed checkpoint. It finds a changed, removed, added or moved entry, a truncated tail and a
 * rewritten chain, as far as checkpoints reach. Who takes the checkpoints away too, or holds the signing key, is found
 * only by a copy of a checkpoint kept elsewhere.
 */
export async function verifyLedger(): Promise<Verification> {
  const client = await db();
  const pruned = await prunedSoFar(client);
  const verdict = await walk();
  // What was pruned under the walk's feet looks like damage to it.
  return verdict.ok || (await prunedSoFar(client)) === pruned ? verdict : walk();
}

async function walk(): Promise<Verification> {
  const head = await readLedgerHead();
  if (!head) return bad(0, "the ledger has no head row", 0);
  const signed = await signedSoFar();
  const tree = emptyFrontier();
  const pruned = prunedPrefix();
  let previous: Buffer = EMPTY_LEDGER_HASH;
  for await (const page of readLedger(head.size)) {
    for (let row = 0; row < page.count; row++) {
      const seq = tree.size;
      const isPruned = pruned.holds(page, row, tree);
      const sound = isPruned ? Buffer.from(page.bytes(row, "hash")) : checkedLeaf(page, row, previous);
      const leaf = page.seq(row) === seq ? sound : `entry ${seq} is missing`;
      if (typeof leaf === "string") return bad(seq, leaf, signed.count);
      previous = leaf;
      appendLeaf(tree, leaf);
      const forged = signed.next === tree.size ? await signed.compare(tree) : undefined;
      if (forged) return bad(signed.upTo, forged, signed.count);
    }
  }
  const { size } = tree;
  const unexplained = pruned.unexplained();
  if (unexplained !== null) return bad(unexplained, "its bytes are gone, and no entry tells why", signed.count);
  if (BigInt(size) !== head.size)
    return bad(size, `the head counts ${head.size} entries, ${size} are stored`, signed.count);
  if (head.lastSeq !== null && head.lastSeq >= head.size)
    return bad(size, `there are entries beyond the head's ${head.size}`, signed.count);
  if (!previous.equals(head.hash))
    return bad(Math.max(size - 1, 0), "the head does not name the last entry", signed.count);
  if (signed.next !== null) return bad(size, `${signed.next} entries were signed, ${size} are stored`, signed.count);
  return { ok: true, entries: size, checkpoints: signed.count, firstBadSeq: null, reason: null };
}

function bad(seq: number, reason: string, checkpoints: number): Verification {
  return { ok: false, entries: seq, checkpoints, firstBadSeq: seq, reason };
}
