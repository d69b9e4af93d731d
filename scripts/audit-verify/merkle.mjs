// Hashes of RFC 6962, section 2.1. On purpose not the portal's own code: whoever verifies should not run what wrote.
import { hash } from "node:crypto";

export const HASH_BYTES = 32;
/** SHA-256 of nothing: the root of an empty tree, and what the first entry names as the hash before it. */
export const EMPTY_HASH = Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex");
const MOST_ROOTS = 64;

/** SHA-256 into memory that is there. By way of a text: Node takes twice as long to hand out a hash as a Buffer. */
export function sha256Into(memory, at, bytes) {
  memory.latin1Write(hash("sha256", bytes, "binary"), at, HASH_BYTES);
}

/**
 * A tree that only grows. `completed(level, index, hash)` is called for each subtree of 256^level leaves. Of each
 * complete subtree the root lies in one piece of memory, the largest first: two of a size are neighbours, and hashed
 * where they lie.
 */
export function growingTree(completed = () => {}) {
  const roots = Buffer.alloc(1 + (MOST_ROOTS + 1) * HASH_BYTES);
  let count = 0;
  let size = 0;
  const placeOf = (root) => 1 + root * HASH_BYTES;
  return {
    get size() {
      return size;
    },
    /** The leaf's hash lies in `leaves` at `at`. */
    add(leaves, at) {
      const place = placeOf(count);
      for (let i = 0; i < HASH_BYTES; i++) roots[place + i] = leaves[at + i];
      count += 1;
      let index = size;
      for (let height = 1; index % 2 === 1; height++) {
        count -= 1;
        joinInto(roots, placeOf(count - 1));
        index = (index - 1) / 2;
        if (height % 8 === 0)
          completed(height / 8, index, Buffer.from(roots.subarray(placeOf(count - 1), placeOf(count))));
      }
      size += 1;
    },
    root() {
      if (count === 0) return EMPTY_HASH;
      const copy = Buffer.from(roots);
      for (let left = count - 2; left >= 0; left--) joinInto(copy, placeOf(left));
      return copy.subarray(placeOf(0), placeOf(1));
    },
  };
}

/** SHA-256(0x01 ‖ left ‖ right) in the left one's place. The prefix stands in for the byte before it meanwhile. */
function joinInto(roots, place) {
  const before = roots[place - 1];
  roots[place - 1] = 1;
  sha256Into(roots, place, roots.subarray(place - 1, place + 2 * HASH_BYTES));
  roots[place - 1] = before;
}
