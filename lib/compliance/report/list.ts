import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { ReportSummary } from "./envelope";
import { readStoredReport } from "./stored-report";

const NEWEST = 24;

/** The newest reports, every version of a month. Needs report:read. */
export async function listReports(ctx: RequestContext): Promise<{ reports: ReportSummary[] }> {
  authorize(ctx.actor, "report:read");
  const client = await db();
  const rows = await client.report.findMany({
    orderBy: [{ month: "desc" }, { version: "desc" }],
    take: NEWEST,
    select: { id: true },
  });
  const reports: ReportSummary[] = [];
  for (const { id } of rows) {
    const { envelope, record } = await readStoredReport(id);
    reports.push({ ...envelope, status: record.checks.status, counts: record.checks.counts });
  }
  return { reports };
}
