import "server-only";
import { EMPTY_LEDGER_HASH } from "../ledger-head";
import { nodeHash } from "./node-hash";

/** Of a Merkle tree all that it needs to grow: the roots of the complete subtrees its leaves fall into, largest first. */
export interface Frontier {
  size: number;
  roots: Buffer[];
}

/** Told of each subtree that a leaf completes: 2^height leaves, the `index`th of its height. */
type OnComplete = (height: number, index: number, root: Buffer) => void;

export function emptyFrontier(): Frontier {
  return { size: 0, roots: [] };
}

/** Adds a leaf's hash, in place. */
export function appendLeaf(frontier: Frontier, leaf: Buffer, completed?: OnComplete): void {
  let root = leaf;
  let index = frontier.size;
  for (let height = 1; index % 2 === 1; height++) {
    root = nodeHash(frontier.roots.pop()!, root);
    index = (index - 1) / 2;
    completed?.(height, index, root);
  }
  frontier.roots.push(root);
  frontier.size += 1;
}

/** The tree's root; of an empty tree SHA-256 of nothing. */
export function rootOf({ roots }: Frontier): Buffer {
  return roots.length === 0 ? EMPTY_LEDGER_HASH : roots.reduceRight((right, left) => nodeHash(left, right));
}

/** How many subtrees a tree of that size falls into: the ones of its binary form. */
export function rootsIn(size: number): number {
  return size.toString(2).replaceAll("0", "").length;
}
