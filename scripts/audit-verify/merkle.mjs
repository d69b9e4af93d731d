// Hashes of RFC 6962, section 2.1. On purpose not the portal's own code: whoever verifies should not run what wrote.
import { createHash } from "node:crypto";

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export const leafHash = (bytes) => sha256(LEAF, bytes);

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
        hash = sha256(NODE, roots.pop(), hash);
        index = (index - 1) / 2;
        if (height % 8 === 0) completed(height / 8, index, hash);
      }
      roots.push(hash);
      size += 1;
    },
    root() {
      if (roots.length === 0) return sha256();
      return roots.reduceRight((right, left) => sha256(NODE, left, right));
    },
  };
}
