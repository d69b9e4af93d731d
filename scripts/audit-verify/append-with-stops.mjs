/**
 * Adds leaves to a tree as its `append` does, and stops on the way at each size that `next()` names, to call `reached`:
 * which is to make it name a larger one.
 */
export function appendWithStops(tree, { hashes, from, to }, next, reached) {
  for (let done = from; done < to; ) {
    const upTo = Math.min(to, done + next() - tree.size);
    tree.append(hashes, done, upTo);
    done = upTo;
    if (tree.size === next()) reached();
  }
}
