import { appendAuditEntry } from "@/lib/audit/append";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { databaseKind, transaction } from "@/lib/db/client";
import type { LedgerRequest } from "../support/ledger-process";
import { systemContext } from "../support/system-context";

/**
 * A replica that does nothing but write the ledger: told what to do by its parent, and killed at any moment. A change
 * with its entry has an id, so that a second try of what was done already changes nothing.
 */
const ctx = systemContext("ledger-process", []);

async function append(id: string): Promise<void> {
  await transaction(async (tx) => {
    const change = { id, kind: "other", at: ctx.now, title: "fault", createdBy: "test" };
    const { count } = await tx.annotation.createMany({ data: [change], skipDuplicates: true });
    if (count === 0) return;
    await appendAuditEntry(tx, ctx, { action: "ANNOTATION_CREATED", subject: { type: "annotation", id } });
  });
}

process.on("disconnect", () => process.exit());
process.on("message", ({ id, append: change }: LedgerRequest) => {
  const work = change ? append(change).then(() => 0) : signCheckpoint(ctx);
  work.then(
    (size) => process.send?.({ id, size }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
await databaseKind();
process.send?.("ready");
