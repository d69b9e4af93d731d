interface Proof {
  index: number;
  /** From the leaf's sibling up to the root's child. */
  path: readonly Buffer[];
  /** The signed checkpoint of the tree it leads into. */
  note: string;
}

/** A proof that can be checked offline, with the entry's bytes and the log's key: C2SP tlog-proof, version 1. */
export function proofText({ index, path, note }: Proof): string {
  const hashes = path.map((hash) => `${hash.toString("base64")}\n`).join("");
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes}\n${note}`;
}
