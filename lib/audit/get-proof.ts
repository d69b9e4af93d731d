import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { databaseKind, db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { accountPowers } from "./account-powers";
import { listAnchors } from "./anchor/list-anchors";
import { entryView } from "./entry-view";
import { readLedgerHead } from "./ledger-head";
import type { LedgerProof } from "./ledger-proof";
import { recordedVerificationSchema } from "./verification";

/** Size, head, newest checkpoint, anchors, last full check of the ledger, and who could go behind it. Needs audit:read. */
export async function getLedgerProof(ctx: RequestContext): Promise<LedgerProof> {
  authorize(ctx.actor, "audit:read");
  const head = await readLedgerHead();
  if (!head) throw new PortalError("unavailable", "The ledger has no head row.");
  const client = await db();
  const row = await client.auditEntry.findFirst({ where: { action: "LEDGER_VERIFIED" }, orderBy: { seq: "desc" } });
  const entry = row && entryView(row);
  const verdict = entry && recordedVerificationSchema.safeParse(entry.detail);
  const [checkpoint] = await client.auditCheckpoint.findMany({ orderBy: { size: "desc" }, take: 1 });
  const now = await databaseNow(client);
  const keys = await client.auditKey.findMany({ orderBy: { introducedAt: "asc" } });
  return {
    size: Number(head.size),
    headHash: head.hash.toString("hex"),
    checkpoint: checkpoint
      ? {
          size: Number(checkpoint.size),
          root: Buffer.from(checkpoint.root).toString("base64"),
          signedAt: checkpoint.signedAt.toISOString(),
          note: checkpoint.note,
        }
      : null,
    anchors: await listAnchors(now),
    now: new Date(now).toISOString(),
    verifierKeys: keys.map((key) => key.verifierKey),
    account: { kind: await databaseKind(), powers: (await accountPowers()).powers },
    lastVerification:
      entry && verdict?.success
        ? { ...verdict.data, at: entry.recordedAt, by: entry.actorName ?? entry.actorKind, seq: entry.seq }
        : null,
  };
}
