import "server-only";
import { randomBytes } from "node:crypto";
import { afterCommit } from "@/lib/db/after-commit";
import type { Transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { auditEventsTotal } from "@/lib/telemetry/metrics";
import { appendRefusal } from "./append-refusal";
import { draftEntry, type NewAuditEntry } from "./draft-entry";
import { lockHead } from "./lock-head";
import { SALT_BYTES, sealEntry } from "./seal-entry";

/**
 * Appends one entry to the ledger inside the caller's transaction; call it last. The head row's lock orders
 * writers, so sequence numbers are dense and each entry names the hash of the one before it.
 * Any failure throws (503; 422 for a text that has no canonical form), and the business change rolls back with it:
 * the portal does nothing it cannot record. Returns the entry's sequence number.
 */
export async function appendAuditEntry(tx: Transaction, ctx: RequestContext, entry: NewAuditEntry): Promise<bigint> {
  try {
    const draft = draftEntry(ctx, entry);
    const sealed = sealEntry(await lockHead(tx), draft, randomBytes(SALT_BYTES).toString("hex"));
    const { body, prevHash, hash, ...columns } = sealed;
    await tx.auditEntry.create({
      data: {
        ...columns,
        body: new Uint8Array(body),
        prevHash: new Uint8Array(prevHash),
        hash: new Uint8Array(hash),
      },
    });
    const next = { size: sealed.seq + 1n, hash: new Uint8Array(hash) };
    await tx.auditHead.update({ where: { id: 1 }, data: next });
    const { action, outcome } = sealed;
    afterCommit(tx, () => auditEventsTotal.inc({ event_type: action, outcome }));
    return sealed.seq;
  } catch (error) {
    throw appendRefusal(error);
  }
}
