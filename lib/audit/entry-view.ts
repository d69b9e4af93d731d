import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { type AuditEntryView, auditEntrySchema } from "./entry";

/** The entry as the API shows it; what is not a column is read from the hashed bytes. */
export function entryView(row: AuditEntry): AuditEntryView {
  const bytes = Buffer.from(row.body).toString("utf8");
  // A pruned entry has none.
  const body = (bytes === "" ? {} : JSON.parse(bytes)) as { detail?: unknown };
  return auditEntrySchema.parse({
    seq: Number(row.seq),
    recordedAt: row.recordedAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actorKind: row.actorKind,
    actorId: row.actorId,
    actorName: row.actorName,
    subject: row.subject,
    requestId: row.requestId,
    detail: body.detail ?? {},
    hash: Buffer.from(row.hash).toString("hex"),
    prevHash: Buffer.from(row.prevHash).toString("hex"),
  });
}
