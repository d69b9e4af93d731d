import "server-only";
import { createHash } from "node:crypto";
import { db } from "@/lib/db/client";

/** What the first entry names as the hash before it: SHA-256 of nothing. */
export const EMPTY_LEDGER_HASH = createHash("sha256").digest();

export interface LedgerHead {
  size: bigint;
  hash: Buffer;
  /** Highest stored sequence number; null when there is no entry. */
  lastSeq: bigint | null;
}

/** The head and the newest entry as one statement sees them, so that concurrent appends cannot come between. */
export async function readLedgerHead(): Promise<LedgerHead | undefined> {
  const client = await db();
  const [row] = await client.$queryRaw<{ size: bigint; hash: Uint8Array; last: bigint | null }[]>`
    SELECT size, hash, (SELECT max(seq) FROM audit_entries) AS last FROM audit_head WHERE id = 1`;
  return row && { size: row.size, hash: Buffer.from(row.hash), lastSeq: row.last };
}
