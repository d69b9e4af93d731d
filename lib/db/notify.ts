import "server-only";
import type { Transaction } from "./client";

/** What a change is about; the listeners' key. */
export type ChangeTopic = "alerts" | "silences";

/** The channel on which every replica hears of committed changes. */
export const CHANGE_CHANNEL = "portal_changes";

/** Tells every replica, once the transaction has committed, that something of this topic changed. */
export async function notifyChange(tx: Transaction, topic: ChangeTopic): Promise<void> {
  // Cast: a function of type void has no column that the driver could read.
  await tx.$queryRaw`SELECT pg_notify(${CHANGE_CHANNEL}, ${topic})::text`;
}
