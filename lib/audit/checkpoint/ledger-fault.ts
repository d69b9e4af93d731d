import "server-only";

/** The stored ledger is not what was written: the first entry that is wrong, and why. */
export class LedgerFault extends Error {
  override readonly name = "LedgerFault";

  constructor(
    readonly seq: number,
    readonly reason: string,
  ) {
    super(`The ledger is broken at entry ${seq}: ${reason}.`);
  }
}
