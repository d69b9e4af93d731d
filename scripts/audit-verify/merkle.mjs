// Hashes of RFC 6962, section 2.1. On purpose not the portal's own code: whoever verifies should not run what wrote.
import { hash } from "node:crypto";
import { Memory } from "./memory.mjs";

export const HASH_BYTES = 32;
/** SHA-256 of nothing: the root of an empty tree, and what the first entry names as the hash before it. */
export const EMPTY_HASH = Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex");
const MOST_ROOTS = 64;
const TILE_HEIGHT = 8;
const TILE = 2 ** TILE_HEIGHT;

/** Leaves on their way to a root. */
const WORK = new Memory(Buffer.alloc(1 + TILE * HASH_BYTES));
const PAIRS = Array.from({ length: TILE / 2 }, (_, pair) => nodeAt(WORK, 2 * pair));

/**
 * SHA-256 into memory that is there. By way of a text, since Node takes twice as long to hand out a hash as a Buffer; and
 * of one with two bytes in each character, which is half as long.
 */
function sha256Into({ view }, at, bytes) {
  const text = hash("sha256", bytes, "utf16le");
  for (let i = 0; i < HASH_BYTES / 2; i++) view.setUint16(at + 2 * i, text.charCodeAt(i), true);
}

/** Whether the hash that lies in memory is that of `bytes`. */
export function isSha256({ view }, at, bytes) {
  const text = hash("sha256", bytes, "utf16le");
  for (let i = 0; i < HASH_BYTES / 2; i++) if (view.getUint16(at + 2 * i, true) !== text.charCodeAt(i)) return false;
  return true;
}

/**
 * A tree that only grows, or the part of one that begins at leaf `start`, a multiple of a power of two that no part
 * outgrows. `completed(level, index, hash)` is called for each subtree of 256^level leaves. Of each complete subtree the
 * root lies in one piece of memory, the largest first: two of a size are neighbours, and hashed where they lie.
 */
export function growingTree(completed = () => {}, start = 0) {
  const roots = new Memory(Buffer.alloc(1 + (MOST_ROOTS + 1) * HASH_BYTES));
  const nodes = Array.from({ length: MOST_ROOTS }, (_, left) => nodeAt(roots, left));
  let count = 0;
  let size = start;
  /** A complete subtree of 2^height leaves, whose root lies at the beginning of `bytes`, behind one. */
  const add = (bytes, height) => {
    bytes.copy(roots.bytes, placeOf(count), placeOf(0), placeOf(1));
    count += 1;
    let index = size / 2 ** height;
    size += 2 ** height;
    for (let grown = height; ; grown++) {
      if (grown > 0 && grown % TILE_HEIGHT === 0)
        completed(grown / TILE_HEIGHT, index, Buffer.from(roots.bytes.subarray(placeOf(count - 1), placeOf(count))));
      if (index % 2 === 0 || count === 1) return;
      count -= 1;
      joinInto(roots, placeOf(count - 1), nodes[count - 1]);
      index = (index - 1) / 2;
    }
  };
  return {
    get size() {
      return size;
    },
    /** Leaves, the hashes of which lie in `hashes` one after the other: numbers `from` to `to`, without that. */
    append(hashes, from, to) {
      for (let next = from; next < to; ) {
        let height = 0;
        while (height < TILE_HEIGHT && size % 2 ** (height + 1) === 0 && next + 2 ** (height + 1) <= to) height += 1;
        const after = next + 2 ** height;
        hashes.bytes.copy(WORK.bytes, placeOf(0), next * HASH_BYTES, after * HASH_BYTES);
        joinAll(2 ** height);
        add(WORK.bytes, height);
        next = after;
      }
    },
    /** Complete subtrees, as `frontier` tells of them. */
    grow(frontier) {
      for (const { height, hash } of frontier) add(Buffer.from(`00${hash}`, "hex"), height);
    },
    /** Of each complete subtree the height and the hash in hexadecimal, the largest first. */
    frontier() {
      const heights = [...(size - start).toString(2)].reverse().flatMap((bit, height) => (bit === "1" ? [height] : []));
      return heights.reverse().map((height, root) => {
        return { height, hash: roots.bytes.toString("hex", placeOf(root), placeOf(root + 1)) };
      });
    },
    root() {
      if (count === 0) return EMPTY_HASH;
      const copy = new Memory(Buffer.from(roots.bytes));
      for (let left = count - 2; left >= 0; left--) joinInto(copy, placeOf(left), nodeAt(copy, left));
      return copy.bytes.subarray(placeOf(0), placeOf(1));
    },
  };
}

function placeOf(root) {
  return 1 + root * HASH_BYTES;
}

/** A root and its right neighbour, and the byte before them. */
function nodeAt({ bytes }, left) {
  return bytes.subarray(placeOf(left) - 1, placeOf(left) + 2 * HASH_BYTES);
}

/**
 * Makes one root of the first `count` hashes in WORK, a power of two. Neither where a node goes nor in the byte before a
 * pair is anything that is still needed.
 */
function joinAll(count) {
  for (let pairs = count / 2; pairs >= 1; pairs /= 2)
    for (let pair = 0; pair < pairs; pair++) {
      PAIRS[pair][0] = 1;
      sha256Into(WORK, placeOf(pair), PAIRS[pair]);
    }
}

/** SHA-256(0x01 ‖ left ‖ right) in the left one's place. The prefix stands in for the byte before it meanwhile. */
function joinInto(roots, place, node) {
  const before = node[0];
  node[0] = 1;
  sha256Into(roots, place, node);
  node[0] = before;
}
