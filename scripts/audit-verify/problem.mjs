/** Exit codes of the verifier. */
export const CODES = { ok: 0, tampered: 1, incomplete: 2, usage: 3 };

/** Why a ledger does not verify; `seq` is the first entry that is wrong or missing, when there is one. */
export class Problem extends Error {
  constructor(kind, message, seq = null) {
    super(message);
    this.kind = kind;
    this.seq = seq;
  }
}
