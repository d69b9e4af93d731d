import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { heldAgainst } from "./held-against.mjs";
import { EMPTY_HASH, growingTree } from "./merkle.mjs";

/** Entries that one thread checks at a time: so many make a subtree of their own. */
const SPAN = 16_384;
/** Each has a heap of its own, of about 15 MB. */
const MOST_THREADS = 4;
const SMALL_HEAP = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/**
 * Checks a ledger with several threads, each a span of entries at a time, and joins their subtrees. Resolves to the
 * report of a ledger in which all is right, and to null of any other, of a short one, and of one that was pruned.
 */
export async function verifyInSpans(source, notes, { span = SPAN, threads = availableParallelism() } = {}) {
  if (source.folder === undefined || threads < 2 || notes.at(-1).size < 2 * span) return null;
  const workers = Array.from({ length: Math.min(threads, MOST_THREADS) }, () => startWorker(source.folder));
  try {
    const parts = await checkedParts(workers, notes, span);
    return joined(parts, source, notes);
  } catch {
    return null; // what is wrong, and where, is found in order
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(folder) {
  return new Worker(new URL("./span-worker.mjs", import.meta.url), {
    workerData: { folder },
    resourceLimits: SMALL_HEAP,
  });
}

/** What was found of each span, up to the one in which the ledger ends. */
async function checkedParts(workers, notes, span) {
  const parts = [];
  let next = 0;
  let last = Number.POSITIVE_INFINITY;
  const work = async (worker) => {
    while (next <= last) {
      const number = next++;
      const [from, to] = [number * span, (number + 1) * span];
      const sizes = notes.map(({ size }) => size).filter((size) => size > from && size <= to);
      const part = await answerOf(worker, { from, to, sizes: [...new Set(sizes)] });
      if (!part) throw new Error("there is something that is not plainly right");
      parts[number] = part;
      if (part.count < span) last = Math.min(last, number);
    }
  };
  await Promise.all(workers.map(work));
  return parts.slice(0, last + 1);
}

/** Rejects when the thread fails. */
async function answerOf(worker, question) {
  const answer = once(worker, "message");
  worker.postMessage(question);
  return (await answer)[0];
}

function joined(parts, source, notes) {
  const tree = growingTree((level, index, hash) => source.checkNode(level, index, hash));
  const held = heldAgainst(notes);
  let clockRegressions = 0;
  let previous = EMPTY_HASH.toString("hex");
  let lastTime = "";
  held.compare(tree);
  for (const part of parts) {
    if (part.before !== previous) throw new Error("a span does not follow the one before it");
    for (const frontier of part.frontiers) held.compare(grownBy(tree, frontier));
    tree.grow(part.end);
    clockRegressions += part.regressions + (part.firstTime < lastTime && part.firstTime !== "" ? 1 : 0);
    lastTime = part.lastTime || lastTime;
    previous = part.after;
  }
  return { ...held.end(tree, source.short), pruned: 0, clockRegressions };
}

/** The tree as it was with the first of a span's entries. */
function grownBy(tree, frontier) {
  const grown = growingTree();
  grown.grow([...tree.frontier(), ...frontier]);
  return grown;
}
