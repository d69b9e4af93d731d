import "server-only";
import { db } from "./client";

/** How many changes have been committed, ever: what a reader of this number then reads holds all of them. */
export async function readChangeVersion(): Promise<number> {
  const [row] = await (await db()).$queryRaw<{ version: bigint }[]>`SELECT version FROM change_version WHERE id = 1`;
  return Number(row!.version);
}
