interface Proof {
  /** The entry's bytes; none when they were pruned. */
  entry: Buffer;
  index: number;
  /** From the leaf's sibling up to the root's child. */
  path: readonly Buffer[];
  /** The signed checkpoint of the tree it leads into. */
  note: string;
}

/** A proof that can be checked offline, with the log's key alone: C2SP tlog-proof, version 1. The entry is its extra data. */
export function proofText({ entry, index, path, note }: Proof): string {
  const extra = entry.length > 0 ? `extra ${entry.toString("base64")}\n` : "";
  const hashes = path.map((hash) => `${hash.toString("base64")}\n`).join("");
  return `c2sp.org/tlog-proof@v1\n${extra}index ${index}\n${hashes}\n${note}`;
}
