import "server-only";
import { nodeHash } from "./node-hash";
import { largestPowerBelow, rangeHash, type TreeSource } from "./range-hash";

/** The hashes that show the first `older` leaves to begin the first `newer`: RFC 6962, section 2.1.2. 0 < older ≤ newer. */
export async function consistencyProof(source: TreeSource, older: number, newer: number): Promise<Buffer[]> {
  if (!(older > 0 && older <= newer)) throw new RangeError(`no proof leads from ${older} leaves to ${newer}`);
  const path: Buffer[] = [];
  let from = 0;
  let to = newer;
  // Only as long as the walk keeps to the left is the older tree's root the hash it starts from.
  let whole = true;
  while (older < to) {
    const middle = from + largestPowerBelow(to - from);
    if (older <= middle) {
      path.unshift(await rangeHash(source, middle, to));
      to = middle;
    } else {
      path.unshift(await rangeHash(source, from, middle));
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.unshift(await rangeHash(source, from, to));
  return path;
}

interface Claim {
  older: number;
  newer: number;
  olderRoot: Uint8Array;
  newerRoot: Uint8Array;
}

/** Whether the proof shows that nothing was changed between the two: RFC 9162, section 2.1.4.2. */
export function verifyConsistency({ older, newer, olderRoot, newerRoot }: Claim, path: readonly Uint8Array[]): boolean {
  if (!(older > 0 && older <= newer)) return false;
  const isOlder = (hash: Uint8Array) => Buffer.from(olderRoot).equals(hash);
  if (older === newer) return path.length === 0 && isOlder(newerRoot);
  const [first, ...rest] = Number.isInteger(Math.log2(older)) ? [olderRoot, ...path] : path;
  if (!first) return false;
  let place = older - 1;
  let last = newer - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [old, young] = [first, first];
  for (const other of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [old, young] = [nodeHash(other, old), nodeHash(other, young)];
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      young = nodeHash(young, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isOlder(old) && Buffer.from(newerRoot).equals(young);
}

const half = (number: number) => Math.floor(number / 2);
