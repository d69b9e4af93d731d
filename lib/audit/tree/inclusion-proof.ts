import "server-only";
import { nodeHash } from "./node-hash";
import { largestPowerBelow, rangeHash, type TreeSource } from "./range-hash";

/** The hashes that lead from leaf `index` to the root of the first `size` leaves: RFC 6962, section 2.1.1. */
export async function inclusionProof(source: TreeSource, index: number, size: number): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const path: Buffer[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    const [other, rest] =
      index < middle
        ? [
            [middle, to],
            [from, middle],
          ]
        : [
            [from, middle],
            [middle, to],
          ];
    path.unshift(await rangeHash(source, other[0]!, other[1]!));
    [from, to] = [rest[0]!, rest[1]!];
  }
  return path;
}

interface Claim {
  index: number;
  size: number;
  leaf: Uint8Array;
  root: Uint8Array;
}

/** Whether the proof shows that leaf: RFC 9162, section 2.1.3.2. */
export function verifyInclusion({ index, size, leaf, root }: Claim, path: readonly Uint8Array[]): boolean {
  if (!(index >= 0 && index < size)) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const other of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(other, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && Buffer.from(root).equals(hash);
}

const half = (number: number) => Math.floor(number / 2);
