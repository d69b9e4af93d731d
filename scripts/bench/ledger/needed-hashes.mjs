import { hash } from "node:crypto";

const NODE = Buffer.alloc(65, 1);

/** Seconds that Node alone takes for what no verifier of a tree can do without: a hash of each leaf and of a node. */
export function neededHashes(leaves, count) {
  const started = performance.now();
  for (let done = 0; done < count; done++) {
    hash("sha256", leaves[done % leaves.length], "binary");
    hash("sha256", NODE, "binary");
  }
  return (performance.now() - started) / 1_000;
}
