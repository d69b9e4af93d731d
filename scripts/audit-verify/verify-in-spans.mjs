import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { checkSpans } from "./check-spans.mjs";
import { heldAgainst } from "./held-against.mjs";
import { EMPTY_HASH, growingTree } from "./merkle.mjs";

/** Entries that one thread checks at a time: so many make a subtree of their own. */
const SPAN = 16_384;
/** All but this one have a heap of their own, of about 15 MB. */
const MOST_THREADS = 4;
const SMALL_HEAP = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/**
 * Checks a ledger with several threads, each a span of entries at a time, and joins their subtrees. Resolves to the
 * report of a ledger in which all is right, and to null of any other, of a short one, and of one that was pruned.
 */
export async function verifyInSpans(source, notes, { span = SPAN, threads = availableParallelism() } = {}) {
  if (source.folder === undefined || threads < 2 || notes.at(-1).size < 2 * span) return null;
  const sizes = [...new Set(notes.map(({ size }) => size))];
  const plan = { span, sizes, next: new Int32Array(new SharedArrayBuffer(4)) };
  const workers = Array.from({ length: Math.min(threads, MOST_THREADS) - 1 }, () => startWorker(source.folder, plan));
  try {
    // This thread is one of them: the others' answers come when it has ended too.
    const answers = await Promise.allSettled([checkSpans(source, plan), ...workers.map(answerOf)]);
    if (answers.some(({ status }) => status === "rejected")) return null;
    const parts = answers.flatMap(({ value }) => value).filter(({ count }) => count > 0);
    return joined(
      parts.sort((a, b) => a.from - b.from),
      source,
      notes,
    );
  } catch {
    return null; // what is wrong, and where, is found in order
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(folder, plan) {
  return new Worker(new URL("./span-worker.mjs", import.meta.url), {
    workerData: { folder, plan },
    resourceLimits: SMALL_HEAP,
  });
}

/** Rejects when the thread does. */
async function answerOf(worker) {
  const [parts] = await once(worker, "message");
  return parts;
}

function joined(parts, source, notes) {
  const tree = growingTree((level, index, hash) => source.checkNode(level, index, hash));
  const held = heldAgainst(notes);
  let clockRegressions = 0;
  let previous = EMPTY_HASH.toString("hex");
  let lastTime = "";
  held.compare(tree);
  for (const part of parts) {
    if (part.from !== tree.size || part.before !== previous)
      throw new Error("a span does not follow the one before it");
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
