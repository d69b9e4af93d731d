import "server-only";
import type { Transaction } from "@/lib/db/client";

/** The end of the chain: how many entries there are, and the last one's hash. */
export interface ChainEnd {
  size: bigint;
  hash: Uint8Array;
}

/** The end of the chain, and the database's time. */
export interface LedgerHead extends ChainEnd {
  now: Date;
}

/**
 * Locks the head until the transaction ends, so that writers queue here. The common table sets the time-out before
 * the row is locked, in the same round trip: a writer stuck elsewhere then costs the others two seconds and an
 * honest refusal, not their whole transaction time.
 */
export async function lockHead(tx: Transaction): Promise<LedgerHead> {
  const [head] = await tx.$queryRaw<LedgerHead[]>`
    WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', '2s', true))
    SELECT size, hash, clock_timestamp() AS now FROM audit_head, patience WHERE id = 1 FOR UPDATE OF audit_head`;
  if (!head) throw new Error("the ledger has no head row: migrations are incomplete");
  return head;
}
