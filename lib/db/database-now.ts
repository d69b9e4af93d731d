import "server-only";
import type { Transaction } from "./client";

/** The database's clock, epoch ms: the one clock that all replicas share. */
export async function databaseNow(client: Transaction): Promise<number> {
  const [row] = await client.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return row!.now.getTime();
}
