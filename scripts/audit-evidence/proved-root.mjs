import { createHash } from "node:crypto";

/**
 * The root that a path leads to from leaf `index` of a tree of `size` leaves, from below (RFC 9162, section 2.1.3.2);
 * null when a path of such a leaf is longer or shorter.
 */
export function provedRoot({ index, size, leaf, path }) {
  if (index >= size) return null;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const other of path) {
    if (last === 0) return null;
    if (isOdd(place) || place === last) {
      hash = nodeHash(other, hash);
      // Where there is no right neighbour the node is its parent too.
      for (; !isOdd(place) && place > 0; last = half(last)) place = half(place);
    } else hash = nodeHash(hash, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? hash : null;
}

function nodeHash(left, right) {
  return createHash("sha256").update("\x01").update(left).update(right).digest();
}

const half = (number) => Math.floor(number / 2);
const isOdd = (number) => number % 2 === 1;
