import { appendWithStops } from "./append-with-stops.mjs";
import { checkPage } from "./check-page.mjs";
import { heldAgainst } from "./held-against.mjs";
import { EMPTY_HASH, growingTree } from "./merkle.mjs";
import { Problem } from "./problem.mjs";

/** Reads a ledger once, from its first entry on. Resolves to a report, or throws the first Problem. */
export async function verifyInOrder(source, notes) {
  const tree = growingTree((level, index, hash) => source.checkNode(level, index, hash));
  const held = heldAgainst(notes);
  const pruned = { count: 0, root: null, told: {} };
  let clockRegressions = 0;
  let previous = EMPTY_HASH;
  let lastTime = "";
  const nextSize = () => held.next ?? Number.POSITIVE_INFINITY;
  const addLeaves = ({ hashes }, from, to) =>
    appendWithStops(tree, { hashes, from: from + 1, to: to + 1 }, nextSize, () => held.compare(tree));
  held.compare(tree);
  for await (const page of source.pages()) {
    const part = checkPage(page, tree.size, previous, source.short);
    if (part.pruned > 0 && pruned.root !== null)
      throw new Problem("tampered", "its bytes do not give the stored hash", tree.size);
    // Of some the time was over, as a later entry must tell: the hash stands for them.
    addLeaves(page, 0, part.pruned);
    pruned.count += part.pruned;
    if (part.pruned < page.count) pruned.root ??= tree.root().toString("base64");
    addLeaves(page, part.pruned, part.count);
    if (part.problem) throw part.problem;
    pruned.told = part.told ?? pruned.told;
    clockRegressions += part.regressions + (part.firstTime < lastTime && part.firstTime !== "" ? 1 : 0);
    lastTime = part.lastTime || lastTime;
    previous = page.lastHash();
  }
  checkPruned(pruned);
  if (source.head !== undefined) checkHead(source.head, tree.size, previous);
  return { ...held.end(tree, source.short), pruned: pruned.count, clockRegressions };
}

/** Bytes are missing at the beginning alone, and a later entry says how many, and the root of the hashes that stayed. */
function checkPruned({ count, root, told }) {
  if (count === 0 || (told.upTo === count && told.root === root)) return;
  const first = told.upTo < count ? told.upTo : 0;
  throw new Problem("tampered", "its bytes are gone, and no entry tells why", first);
}

function checkHead(head, size, hash) {
  if (!head) throw new Problem("tampered", "the head row is missing", 0);
  if (head.size !== size)
    throw new Problem("tampered", `the head counts ${head.size} entries`, Math.min(size, head.size));
  if (!head.hash.equals(hash))
    throw new Problem("tampered", "the head does not name it as the last one", Math.max(0, size - 1));
}
