// Hashes of RFC 6962, section 2.1. On purpose not the portal's own code: whoever verifies should not run what wrote.
import { hash } from "node:crypto";

export const HASH_BYTES = 32;
/** SHA-256 of nothing: the root of an empty tree, and what the first entry names as the hash before it. */
export const EMPTY_HASH = Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex");
const MOST_ROOTS = 64;

/** SHA-256 into memory that is there. By way of a text: Node takes twice as long to hand out a hash as a Buffer. */
export function sha256Into(memory, at, bytes) {
  const text = hash("sha256", bytes, "binary");
  for (let i = 0; i < HASH_BYTES; i++) memory[at + i] = text.charCodeAt(i);
}

/**
 * A tree that only grows, or the part of one that begins at leaf `start`, a multiple of a power of two that no part
 * outgrows. `completed(level, index, hash)` is called for each subtree of 256^level leaves. Of each complete subtree the
 * root lies in one piece of memory, the largest first: two of a size are neighbours, and hashed where they lie.
 */
export function growingTree(completed = () => {}, start = 0) {
  const roots = Buffer.alloc(1 + (MOST_ROOTS + 1) * HASH_BYTES);
  const nodes = Array.from({ length: MOST_ROOTS }, (_, left) => nodeAt(roots, left));
  let count = 0;
  let size = start;
  return {
    get size() {
      return size;
    },
    /** A leaf's hash lies in `leaves` at `at`, or that of a complete subtree of 2^height leaves. */
    add(leaves, at, height = 0) {
      const place = placeOf(count);
      for (let i = 0; i < HASH_BYTES; i++) roots[place + i] = leaves[at + i];
      count += 1;
      let index = size / 2 ** height;
      for (let above = height + 1; index % 2 === 1 && count > 1; above++) {
        count -= 1;
        joinInto(roots, placeOf(count - 1), nodes[count - 1]);
        index = (index - 1) / 2;
        if (above % 8 === 0)
          completed(above / 8, index, Buffer.from(roots.subarray(placeOf(count - 1), placeOf(count))));
      }
      size += 2 ** height;
    },
    /** Complete subtrees, as `frontier` tells of them. */
    grow(frontier) {
      for (const { height, hash } of frontier) this.add(Buffer.from(hash, "hex"), 0, height);
    },
    /** Of each complete subtree the height and the hash in hexadecimal, the largest first. */
    frontier() {
      const heights = [...(size - start).toString(2)].reverse().flatMap((bit, height) => (bit === "1" ? [height] : []));
      return heights.reverse().map((height, root) => {
        return { height, hash: roots.toString("hex", placeOf(root), placeOf(root + 1)) };
      });
    },
    root() {
      if (count === 0) return EMPTY_HASH;
      const copy = Buffer.from(roots);
      for (let left = count - 2; left >= 0; left--) joinInto(copy, placeOf(left), nodeAt(copy, left));
      return copy.subarray(placeOf(0), placeOf(1));
    },
  };
}

function placeOf(root) {
  return 1 + root * HASH_BYTES;
}

/** A root and its right neighbour, and the byte before them. */
function nodeAt(roots, left) {
  return roots.subarray(placeOf(left) - 1, placeOf(left) + 2 * HASH_BYTES);
}

/** SHA-256(0x01 ‖ left ‖ right) in the left one's place. The prefix stands in for the byte before it meanwhile. */
function joinInto(roots, place, node) {
  const before = node[0];
  node[0] = 1;
  sha256Into(roots, place, node);
  node[0] = before;
}
