import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { entryView } from "./entry-view";
import { readLedgerHead } from "./ledger-head";
import { verificationSchema } from "./verification";

export const ledgerProofSchema = z.object({
  size: z.number().int(),
  /** Hash of the newest entry: it stands for the whole chain. */
  headHash: z.string(),
  lastVerification: verificationSchema
    .extend({ at: z.iso.datetime(), by: z.string(), seq: z.number().int() })
    .nullable(),
});
export type LedgerProof = z.infer<typeof ledgerProofSchema>;

/** Size, head and the last full check of the ledger. Needs audit:read. */
export async function getLedgerProof(ctx: RequestContext): Promise<LedgerProof> {
  authorize(ctx.actor, "audit:read");
  const head = await readLedgerHead();
  if (!head) throw new PortalError("unavailable", "The ledger has no head row.");
  const client = await db();
  const row = await client.auditEntry.findFirst({ where: { action: "LEDGER_VERIFIED" }, orderBy: { seq: "desc" } });
  const entry = row && entryView(row);
  const verdict = entry && verificationSchema.safeParse(entry.detail);
  return {
    size: Number(head.size),
    headHash: head.hash.toString("hex"),
    lastVerification:
      entry && verdict?.success
        ? { ...verdict.data, at: entry.recordedAt, by: entry.actorName ?? entry.actorKind, seq: entry.seq }
        : null,
  };
}
