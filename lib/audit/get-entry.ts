import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { db, transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { appendAuditEntry } from "./append";
import { auditEntrySchema } from "./entry";
import { entryView } from "./entry-view";
import { leafHash } from "./seal-entry";

export const auditEntryDetailSchema = auditEntrySchema.extend({
  /** The exact RFC 8785 text that was hashed. */
  bytes: z.string(),
  /** Whether hashing those bytes again gives `hash`, and `prevHash` is the hash of the entry before. */
  unchanged: z.boolean(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetailSchema>;

/** One entry with its exact bytes, hashed again. Looking is recorded. Needs audit:read; 404 when there is none. */
export async function getAuditEntry(ctx: RequestContext, seq: number): Promise<AuditEntryDetail> {
  authorize(ctx.actor, "audit:read");
  const client = await db();
  const rows = await client.auditEntry.findMany({
    where: { seq: { in: [BigInt(seq), BigInt(seq) - 1n] } },
    orderBy: { seq: "desc" },
  });
  const [row, previous] = rows;
  if (!row || Number(row.seq) !== seq) throw new PortalError("not_found", `There is no entry ${seq}.`);
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, { action: "AUDIT_VIEWED", subject: { type: "audit-entry", id: String(seq) } }),
  );
  const body = Buffer.from(row.body);
  const linked = seq === 0 || (previous !== undefined && Buffer.from(previous.hash).equals(row.prevHash));
  return {
    ...entryView(row),
    bytes: body.toString("utf8"),
    unchanged: leafHash(body).equals(row.hash) && linked,
  };
}
