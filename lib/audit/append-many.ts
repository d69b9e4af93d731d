import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendDrafts } from "./append-drafts";
import { draftEntries } from "./draft-entries";
import type { NewAuditEntry } from "./draft-entry";

/** Appends entries in order, as appendAuditEntry does for one. Call it last in the transaction. */
export async function appendAuditEntries(
  tx: Transaction,
  ctx: RequestContext,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  await appendDrafts(tx, draftEntries(ctx, entries));
}
