import "server-only";
import type { Transaction } from "@/lib/db/client";

/** How many entries, from the first on, have lost their bytes. */
export async function prunedSoFar(client: Transaction): Promise<bigint> {
  const [last] = await client.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM audit_entries WHERE action = 'PRUNED' ORDER BY seq DESC LIMIT 1`;
  return last ? last.seq + 1n : 0n;
}
