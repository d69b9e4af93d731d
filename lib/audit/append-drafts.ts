import "server-only";
import type { Transaction } from "@/lib/db/client";
import { appendAfter } from "./append-after";
import { appendRefusal } from "./append-refusal";
import type { DraftEntry } from "./draft-entry";
import { lockHead } from "./lock-head";

/**
 * Appends prepared entries in order, as appendAuditEntry does for one; call it last in the transaction. An empty list
 * takes no lock.
 */
export async function appendDrafts(tx: Transaction, drafts: readonly DraftEntry[]): Promise<void> {
  if (drafts.length === 0) return;
  try {
    const isWritten = await appendAfter(tx, await lockHead(tx), drafts);
    if (!isWritten) throw new Error("the ledger's head moved while it was locked");
  } catch (error) {
    throw appendRefusal(error);
  }
}
