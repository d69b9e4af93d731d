import "server-only";
import { createHash } from "node:crypto";
import type { Report } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import { type ReportEnvelope, reportEnvelopeSchema } from "./envelope";
import { type ReportRecord, reportRecordSchema } from "./record";

export interface StoredReport {
  envelope: ReportEnvelope;
  record: ReportRecord;
  /** report.json, byte for byte. */
  bytes: Uint8Array;
}

/** A stored report; 404 when there is none, 503 when its bytes no longer give its digest. */
export async function readStoredReport(reportId: string): Promise<StoredReport> {
  const client = await db();
  const report = await client.report.findUnique({ where: { id: reportId } });
  if (!report) throw new PortalError("not_found", "There is no such report.");
  const digest = createHash("sha256").update(report.record).digest("hex");
  if (digest !== report.digest)
    throw new PortalError("unavailable", "The stored report was changed: its bytes do not give its digest.");
  const record = reportRecordSchema.parse(JSON.parse(Buffer.from(report.record).toString("utf8")));
  return { envelope: await envelopeOf(report), record, bytes: report.record };
}

export async function envelopeOf(report: Report): Promise<ReportEnvelope> {
  const client = await db();
  const entry = await client.auditEntry.findFirst({
    where: { subject: `report:${report.id}`, action: "REPORT_GENERATED" },
    select: { seq: true },
  });
  const before = await client.report.findUnique({
    where: { month_version: { month: report.month, version: report.version - 1 } },
    select: { version: true, digest: true },
  });
  return reportEnvelopeSchema.parse({
    id: report.id,
    month: report.month,
    version: report.version,
    partial: report.partial,
    digest: report.digest,
    createdAt: report.createdAt.toISOString(),
    createdBy: report.createdBy,
    auditSeq: entry ? Number(entry.seq) : null,
    replaces: before,
  });
}
