// Hashes of RFC 6962, section 2.1. On purpose not the portal's own code: whoever verifies should not run what wrote.
import { hash } from "node:crypto";

/** By way of a text, since Node takes twice as long to hand out a hash as a Buffer. */
export const sha256 = (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "latin1");

/** Of an inner node: its prefix and the hashes of its two halves. Reused, since there are as many as entries. */
const node = Buffer.alloc(65, 1);
const nodeHash = (left, right) => {
  node.set(left, 1);
  node.set(right, 33);
  return sha256(node);
};

/** A tree that only grows. `completed(level, index, hash)` is called for each subtree of 256^level leaves. */
export function growingTree(completed = () => {}) {
  const roots = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leaf) {
      let hash = leaf;
      let index = size;
      for (let height = 1; index % 2 === 1; height++) {
        hash = nodeHash(roots.pop(), hash);
        index = (index - 1) / 2;
        if (height % 8 === 0) completed(height / 8, index, hash);
      }
      roots.push(hash);
      size += 1;
    },
    root() {
      if (roots.length === 0) return sha256("");
      return roots.reduceRight((right, left) => nodeHash(left, right));
    },
  };
}
