/** An anchor holds a checkpoint that the ledger does not continue: one of the two was rewritten. */
export class AnchorContradiction extends Error {
  override readonly name = "AnchorContradiction";
}
