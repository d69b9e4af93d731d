import { appendWithStops } from "./append-with-stops.mjs";
import { checkPage } from "./check-page.mjs";
import { EMPTY_HASH, growingTree } from "./merkle.mjs";

/**
 * Checks the entries from `from` on and below `to`, a multiple of a power of two each. Resolves to the subtree that they
 * make, how it stood at each of `sizes`, and what joins it to its neighbours: the stored hash of the entry before it, the
 * hash of its last one, and times. Rejects when anything is not plainly right, or was pruned.
 */
export async function checkSpan(source, { from, to, sizes }) {
  const tree = growingTree((level, index, hash) => source.checkNode(level, index, hash), from);
  const span = { from, regressions: 0, firstTime: "", lastTime: "", frontiers: [] };
  const before = from === 0 ? EMPTY_HASH : source.storedLeaf(from - 1);
  if (!before) return { ...span, count: 0 }; // the ledger ended before
  let previous = Buffer.from(before);
  const stops = sizes.filter((size) => size > from && size <= to);
  const nextStop = () => stops[span.frontiers.length] ?? Number.POSITIVE_INFINITY;
  const stop = () => span.frontiers.push(tree.frontier());
  for await (const page of source.pages(from, to)) {
    const part = checkPage(page, tree.size, previous, source.short);
    if (part.problem || part.pruned > 0) throw part.problem ?? new Error("entries were pruned");
    appendWithStops(tree, { hashes: page.hashes, from: 1, to: part.count + 1 }, nextStop, stop);
    previous = page.lastHash();
    span.regressions += part.regressions + (part.firstTime < span.lastTime && part.firstTime !== "" ? 1 : 0);
    span.firstTime ||= part.firstTime;
    span.lastTime = part.lastTime || span.lastTime;
  }
  return {
    ...span,
    before: before.toString("hex"),
    after: previous.toString("hex"),
    count: tree.size - from,
    end: tree.frontier(),
  };
}
