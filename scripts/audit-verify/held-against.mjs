import { Problem } from "./problem.mjs";

/** Holds a tree that grows from the first entry on against checkpoints, smallest first. */
export function heldAgainst(notes) {
  const left = [...notes];
  const counts = { checkpoints: 0, kept: 0, signedUpTo: 0 };
  // Whoever holds the key signs a rewritten ledger anew: only what was kept elsewhere says up to where it is right.
  let keptUpTo = 0;
  return {
    counts,
    /** The size at which the tree is to be held against the next one. */
    get next() {
      return left[0]?.size;
    },
    /** Throws a Problem when one of the tree's size has another root. */
    compare(tree) {
      for (; left[0]?.size === tree.size; left.shift()) {
        const { name, root } = left[0];
        if (!root.equals(tree.root())) {
          const which = `the checkpoint of ${tree.size} entries${name ? ` kept as ${name}` : ""}`;
          throw new Problem("tampered", `${which} was signed over others`, name ? keptUpTo : counts.signedUpTo);
        }
        if (name) keptUpTo = tree.size;
        counts.kept += name ? 1 : 0;
        counts.checkpoints += 1;
      }
      counts.signedUpTo = tree.size;
    },
    /** Throws a Problem when some are of more entries than there are. */
    end(size, short) {
      if (left.length === 0) return;
      const { name, size: signed } = left.at(-1);
      const where = name ? ` (kept as ${name})` : "";
      throw new Problem(short, `${signed} entries were signed${where}, ${size} are there`, size);
    },
  };
}
