import { checkSpan } from "./check-span.mjs";

/** A number that no ledger reaches: whoever takes the next one finds nothing there, and ends. */
const NONE_LEFT = 2 ** 30;

/**
 * Checks a ledger span after span up to its end, as one of several threads, each of which takes the next number. Resolves
 * to what checkSpan found of each; rejects when there is anything that is not plainly right, and the others end soon.
 */
export async function checkSpans(source, { span, sizes, next }) {
  const parts = [];
  try {
    do {
      const from = Atomics.add(next, 0, 1) * span;
      parts.push(await checkSpan(source, { from, to: from + span, sizes }));
    } while (parts.at(-1).count === span);
  } catch (error) {
    Atomics.store(next, 0, NONE_LEFT);
    throw error;
  }
  return parts;
}
