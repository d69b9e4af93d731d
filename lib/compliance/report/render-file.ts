import "server-only";
import { z } from "zod";
import { appendAuditEntry } from "@/lib/audit/append";
import { authorize } from "@/lib/auth/authorize";
import { transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { dataExportTotal } from "@/lib/telemetry/metrics";
import { renderCsv } from "./render-csv";
import { renderPdf } from "./render-pdf";
import { readStoredReport, type StoredReport } from "./stored-report";

export const reportFormatSchema = z.enum(["pdf", "csv", "json"]);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

export interface ReportFile {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

const CONTENT_TYPES: Record<ReportFormat, string> = {
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

/** A report as a file; the download is recorded before it is handed out. Needs report:read. */
export async function renderReportFile(
  ctx: RequestContext,
  reportId: string,
  format: ReportFormat,
): Promise<ReportFile> {
  authorize(ctx.actor, "report:read");
  const report = await readStoredReport(reportId);
  const { month, version, digest } = report.envelope;
  const bytes = await render(report, format);
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "EXPORT_DATA",
      subject: { type: "report", id: reportId },
      detail: { format, month, version, digest, rows: 1, bytes: bytes.byteLength },
    }),
  );
  dataExportTotal.inc({ resource: "report" });
  return { name: `security-report-${month}-v${version}.${format}`, contentType: CONTENT_TYPES[format], bytes };
}

async function render({ record, envelope, bytes }: StoredReport, format: ReportFormat): Promise<Uint8Array> {
  switch (format) {
    case "json":
      return bytes;
    case "csv":
      return Buffer.from(renderCsv(record));
    case "pdf":
      return renderPdf(record, envelope);
  }
}
