import "server-only";
import { databaseKind } from "@/lib/db/client";

/**
 * While entries are written people wait for the ledger. The embedded database has one session: there, whoever looks at a
 * page waits behind each transaction several times.
 */
const MOST = { server: 2_000, embedded: 250 } as const;

/** How many alerts a delivery or a poll may put into the episodes before others get their turn. */
export async function alertsPerTransaction(): Promise<number> {
  return MOST[await databaseKind()];
}
