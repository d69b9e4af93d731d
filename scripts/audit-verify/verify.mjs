import { checkPage } from "./check-page.mjs";
import { EMPTY_HASH, growingTree, HASH_BYTES } from "./merkle.mjs";
import { openCheckpoint, readKeys } from "./note.mjs";
import { Problem } from "./problem.mjs";

/**
 * Reads a ledger once, from its first entry on, and holds it against every checkpoint: the source's own and those of
 * `kept`, which were kept elsewhere ({ name, note }). Resolves to a report, or throws a Problem. `trusted` are keys got
 * from elsewhere; without them the source's own are believed.
 */
export async function verifyLedger(source, { kept = [], trusted } = {}) {
  const keys = readKeys(trusted ?? (await source.keys()));
  const own = (await source.notes()).map((note) => openCheckpoint(note, keys));
  const notes = [...kept.map(({ name, note }) => openKept(name, note, keys)), ...own];
  if (notes.length === 0) throw new Problem("incomplete", "no checkpoint was ever signed");
  notes.sort((a, b) => a.size - b.size);
  if (notes.some(({ origin }) => origin !== notes[0].origin))
    throw new Problem("tampered", "the checkpoints are of different logs");
  const tree = growingTree((level, index, hash) => source.checkNode(level, index, hash));
  const report = { entries: 0, pruned: 0, checkpoints: 0, kept: 0, clockRegressions: 0, origin: notes[0].origin };
  let previous = EMPTY_HASH;
  let lastTime = "";
  let signedUpTo = 0;
  // Whoever holds the key signs a rewritten ledger anew: only what was kept elsewhere says up to where it is right.
  let keptUpTo = 0;
  const pruned = { count: 0, root: null, told: {} };
  const compare = () => {
    for (; notes[0]?.size === tree.size; notes.shift()) {
      const { name, root } = notes[0];
      if (!root.equals(tree.root())) {
        const which = `the checkpoint of ${tree.size} entries${name ? ` kept as ${name}` : ""}`;
        throw new Problem("tampered", `${which} was signed over others`, name ? keptUpTo : signedUpTo);
      }
      if (name) keptUpTo = tree.size;
      report.kept += name ? 1 : 0;
      report.checkpoints += 1;
    }
  };
  const addLeaves = ({ hashes }, from, to) => {
    for (let leaf = from; leaf < to; leaf++) {
      tree.add(hashes, (leaf + 1) * HASH_BYTES);
      if (notes[0]?.size !== tree.size) continue;
      compare();
      signedUpTo = tree.size;
    }
  };
  compare();
  for await (const page of source.pages()) {
    const part = checkPage(page, tree.size, previous, source.short);
    if (part.pruned > 0 && pruned.root !== null)
      throw new Problem("tampered", "its bytes do not give the stored hash", tree.size);
    // Of some the time was over, as a later entry must tell: the hash stands for them.
    addLeaves(part, 0, part.pruned);
    pruned.count += part.pruned;
    if (part.pruned < page.count) pruned.root ??= tree.root().toString("base64");
    addLeaves(part, part.pruned, part.count);
    if (part.problem) throw part.problem;
    pruned.told = part.told ?? pruned.told;
    report.clockRegressions += part.regressions + (part.firstTime < lastTime && part.firstTime !== "" ? 1 : 0);
    lastTime = part.lastTime || lastTime;
    previous = Buffer.from(part.hashes.subarray(-HASH_BYTES));
  }
  checkPruned(pruned);
  report.entries = tree.size;
  report.pruned = pruned.count;
  report.root = tree.root().toString("base64");
  if (source.head !== undefined) checkHead(source.head, tree.size, previous);
  if (notes.length > 0) {
    const { name, size } = notes.at(-1);
    const where = name ? ` (kept as ${name})` : "";
    throw new Problem(source.short, `${size} entries were signed${where}, ${tree.size} are there`, tree.size);
  }
  report.unsigned = tree.size - signedUpTo;
  return report;
}

/** Bytes are missing at the beginning alone, and a later entry says how many, and the root of the hashes that stayed. */
function checkPruned({ count, root, told }) {
  if (count === 0 || (told.upTo === count && told.root === root)) return;
  const first = told.upTo < count ? told.upTo : 0;
  throw new Problem("tampered", "its bytes are gone, and no entry tells why", first);
}

function openKept(name, note, keys) {
  try {
    return { ...openCheckpoint(note, keys), name };
  } catch (error) {
    throw error instanceof Problem ? new Problem(error.kind, `${name}: ${error.message}`) : error;
  }
}

function checkHead(head, size, hash) {
  if (!head) throw new Problem("tampered", "the head row is missing", 0);
  if (head.size !== size)
    throw new Problem("tampered", `the head counts ${head.size} entries`, Math.min(size, head.size));
  if (!head.hash.equals(hash))
    throw new Problem("tampered", "the head does not name it as the last one", Math.max(0, size - 1));
}
