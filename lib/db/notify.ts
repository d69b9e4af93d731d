import "server-only";
import type { Transaction } from "./client";

/** What a change is about; the listeners' key. */
export const CHANGE_TOPICS = ["alerts", "silences"] as const;
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

/** The channel on which every replica hears of committed changes. The trigger in the migrations names it too. */
export const CHANGE_CHANNEL = "portal_changes";

/**
 * Tells every replica, once the transaction has committed, that something of this topic changed. May stand anywhere in
 * it: the change is counted at its end.
 */
export async function notifyChange(tx: Transaction, topic: ChangeTopic): Promise<void> {
  await tx.$executeRaw`INSERT INTO change_signals (topic) VALUES (${topic})`;
}
