import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "./append";
import { proveEntry } from "./checkpoint/prove-entry";
import type { AuditEntryDetail } from "./entry-detail";
import { entryView } from "./entry-view";
import { leafHash } from "./seal-entry";

/** One entry with its exact bytes, hashed again. Looking is recorded. Needs audit:read; 404 when there is none. */
export async function getAuditEntry(ctx: RequestContext, seq: number): Promise<AuditEntryDetail> {
  const entry = await findAuditEntry(ctx, seq);
  if (!entry) throw new PortalError("not_found", `There is no entry ${seq}.`);
  return entry;
}

/** As `getAuditEntry`, but null when there is none. */
export async function findAuditEntry(ctx: RequestContext, seq: number): Promise<AuditEntryDetail | null> {
  authorize(ctx.actor, "audit:read");
  const client = await db();
  const [row, previous] = await client.auditEntry.findMany({
    where: { seq: { in: [BigInt(seq), BigInt(seq) - 1n] } },
    orderBy: { seq: "desc" },
  });
  if (!row || Number(row.seq) !== seq) return null;
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, { action: "AUDIT_VIEWED", subject: { type: "audit-entry", id: String(seq) } }),
  );
  const body = Buffer.from(row.body);
  const pruned = body.length === 0;
  const hash = pruned ? Buffer.from(row.hash) : leafHash(body);
  const linked = seq === 0 || (previous !== undefined && Buffer.from(previous.hash).equals(row.prevHash));
  return {
    ...entryView(row),
    bytes: body.toString("utf8"),
    pruned,
    unchanged: hash.equals(row.hash) && linked,
    inclusion: await proveEntry(seq, { hash, bytes: body }),
  };
}
