import { openNotes } from "./open-notes.mjs";
import { verifyInOrder } from "./verify-in-order.mjs";
import { verifyInSpans } from "./verify-in-spans.mjs";

/**
 * Reads a ledger once and holds it against every checkpoint: see openNotes for what `options` may name. Resolves to a
 * report, or throws a Problem. What cannot be found right by several at once is read again in order, and judged there.
 */
export async function verifyLedger(source, options) {
  const notes = await openNotes(source, options);
  return (await verifyInSpans(source, notes)) ?? verifyInOrder(source, notes);
}
