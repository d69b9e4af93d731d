import { Problem } from "./problem.mjs";

/** Holds a tree that grows from the first entry on against checkpoints, smallest first. */
export function heldAgainst(notes) {
  const left = [...notes];
  let checkpoints = 0;
  let kept = 0;
  let signedUpTo = 0;
  // Whoever holds the key signs a rewritten ledger anew: only what was kept elsewhere says up to where it is right.
  let keptUpTo = 0;
  return {
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
          throw new Problem("tampered", `${which} was signed over others`, name ? keptUpTo : signedUpTo);
        }
        if (name) keptUpTo = tree.size;
        kept += name ? 1 : 0;
        checkpoints += 1;
      }
      signedUpTo = tree.size;
    },
    /** What a report tells of a tree that has grown to its end. Throws a Problem when some are of more entries. */
    end(tree, short) {
      if (left.length > 0) {
        const { name, size: signed } = left.at(-1);
        const where = name ? ` (kept as ${name})` : "";
        throw new Problem(short, `${signed} entries were signed${where}, ${tree.size} are there`, tree.size);
      }
      return {
        entries: tree.size,
        checkpoints,
        kept,
        origin: notes[0].origin,
        root: tree.root().toString("base64"),
        unsigned: tree.size - signedUpTo,
      };
    },
  };
}
