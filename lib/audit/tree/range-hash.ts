import "server-only";
import { appendLeaf, emptyFrontier, rootOf } from "./frontier";
import { nodeHash } from "./node-hash";

/** Leaves of one tile; as many tiles again are summed up by one tile of the next level (C2SP tlog-tiles). */
export const TILE = 256;

/** The stored hashes of a tree. */
export interface TreeSource {
  /** Hashes of the leaves from `from` up to `to`. */
  leaves(from: number, to: number): Promise<Buffer[]>;
  /** Roots of the complete subtrees of 256^level leaves each, from the `from`th up to the `to`th; level ≥ 1. */
  nodes(level: number, from: number, to: number): Promise<Buffer[]>;
}

/** The root of the leaves from `from` up to `to`, of which there is at least one. Reads a tile or two per level. */
export async function rangeHash(source: TreeSource, from: number, to: number): Promise<Buffer> {
  const count = to - from;
  const level = levelOf(from, count);
  if (level !== null) {
    const unit = TILE ** level;
    return rootOfHashes(await (level === 0 ? source.leaves(from, to) : source.nodes(level, from / unit, to / unit)));
  }
  const left = largestPowerBelow(count);
  return nodeHash(await rangeHash(source, from, from + left), await rangeHash(source, from + left, to));
}

/** The highest level at which the range is whole, or null when it holds more than one tile of it. */
function levelOf(from: number, count: number): number | null {
  let level = 0;
  while (from % TILE ** (level + 1) === 0 && count % TILE ** (level + 1) === 0) level++;
  return count / TILE ** level <= TILE ? level : null;
}

function rootOfHashes(hashes: readonly Buffer[]): Buffer {
  const frontier = emptyFrontier();
  for (const hash of hashes) appendLeaf(frontier, hash);
  return rootOf(frontier);
}

/** The largest power of two below `count`, where RFC 6962 divides a tree; `count` ≥ 2. */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
