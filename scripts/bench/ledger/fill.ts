import { appendDrafts } from "@/lib/audit/append-drafts";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { draftEntry } from "@/lib/audit/draft-entry";
import { db, transaction } from "@/lib/db/client";
import { chatEvent, ctx } from "./chat-event";

const PER_TRANSACTION = 5_000;
const PER_CHECKPOINT = 100_000;

/** A ledger of so many entries with its checkpoints, by the portal's own code. */
export async function fill(entries: string) {
  const wanted = Number(entries);
  for (let from = 0; from < wanted; from += PER_TRANSACTION) {
    const drafts = Array.from({ length: PER_TRANSACTION }, (_, index) => draftEntry(ctx, chatEvent(from + index)));
    await transaction((tx) => appendDrafts(tx, drafts));
    if ((from + PER_TRANSACTION) % PER_CHECKPOINT === 0) await signCheckpoint(ctx);
  }
  await (await db()).$executeRaw`ANALYZE audit_entries`; // as the server does by itself a minute later
  return {};
}
