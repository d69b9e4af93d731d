import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendDrafts } from "./append-drafts";
import { appendRefusal } from "./append-refusal";
import { type DraftEntry, draftEntry, type NewAuditEntry } from "./draft-entry";

/** Appends entries in order, as appendAuditEntry does for one. Call it last in the transaction. */
export async function appendAuditEntries(
  tx: Transaction,
  ctx: RequestContext,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  let drafts: DraftEntry[];
  try {
    drafts = entries.map((entry) => draftEntry(ctx, entry));
  } catch (error) {
    throw appendRefusal(error);
  }
  await appendDrafts(tx, drafts);
}
