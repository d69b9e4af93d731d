import "server-only";
import { createPublicKey } from "node:crypto";
import { db } from "@/lib/db/client";
import { signerTransaction } from "@/lib/db/signer-transaction";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "../append";
import { noteKey, verifierKey } from "../note/note-key";
import { signingKeys } from "./signing-keys";

/** A key's first use is an entry of the ledger, so that the first checkpoint it signs holds its own introduction. */
export async function introduceKeys(ctx: RequestContext, origin: string): Promise<void> {
  const client = await db();
  for (const privateKey of signingKeys()) {
    const key = verifierKey(noteKey(origin, createPublicKey(privateKey)));
    if (await client.auditKey.findUnique({ where: { verifierKey: key } })) continue;
    await signerTransaction(async (tx) => {
      const { count } = await tx.auditKey.createMany({ data: [{ verifierKey: key }], skipDuplicates: true });
      if (count === 0) return; // another replica was first
      await appendAuditEntry(tx, ctx, {
        action: "CHECKPOINT_KEY_INTRODUCED",
        subject: { type: "ledger", id: "portal" },
        detail: { verifierKey: key },
      });
    });
  }
}
