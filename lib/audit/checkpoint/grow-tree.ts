import "server-only";
import { db } from "@/lib/db/client";
import { checkedLeaf } from "../checked-leaf";
import { EMPTY_LEDGER_HASH, type LedgerHead } from "../ledger-head";
import { readLedger } from "../read-ledger";
import { appendLeaf, type Frontier } from "../tree/frontier";
import { LedgerFault } from "./ledger-fault";

const TILE_HEIGHT = 8;

export interface CompletedNode {
  level: number;
  index: number;
  hash: Buffer;
}

/**
 * Grows the tree, in place, up to the head: from the stored bytes, every one of them hashed again. Returns the nodes
 * that became complete. Throws a LedgerFault for entries that do not follow one another up to the head.
 */
export async function growTree(frontier: Frontier, head: LedgerHead): Promise<CompletedNode[]> {
  const completed: CompletedNode[] = [];
  let previous = await hashBefore(frontier.size);
  for await (const page of readLedger(head.size, { from: BigInt(frontier.size) }))
    for (let row = 0; row < page.count; row++) {
      const seq = frontier.size;
      const leaf = page.seq(row) === seq ? checkedLeaf(page, row, previous) : "it is missing";
      if (typeof leaf === "string") throw new LedgerFault(seq, leaf);
      previous = leaf;
      appendLeaf(frontier, leaf, (height, index, hash) => {
        if (height % TILE_HEIGHT === 0) completed.push({ level: height / TILE_HEIGHT, index, hash });
      });
    }
  if (BigInt(frontier.size) !== head.size) throw new LedgerFault(frontier.size, "it is missing");
  if (!previous.equals(head.hash))
    throw new LedgerFault(frontier.size - 1, "the head does not name it as the last one");
  return completed;
}

async function hashBefore(seq: number): Promise<Buffer> {
  if (seq === 0) return EMPTY_LEDGER_HASH;
  const row = await (await db()).auditEntry.findUnique({ where: { seq: BigInt(seq - 1) }, select: { hash: true } });
  if (!row) throw new LedgerFault(seq - 1, "it is missing");
  return Buffer.from(row.hash);
}
