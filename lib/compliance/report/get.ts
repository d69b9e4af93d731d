import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import type { RequestContext } from "@/lib/telemetry/context";
import { reportEnvelopeSchema } from "./envelope";
import { reportRecordSchema } from "./record";
import { readStoredReport } from "./stored-report";

export const reportDetailSchema = z.object({ envelope: reportEnvelopeSchema, record: reportRecordSchema });
export type ReportDetail = z.infer<typeof reportDetailSchema>;

/** One report. Needs report:read; 404 when there is none. */
export async function getReport(ctx: RequestContext, reportId: string): Promise<ReportDetail> {
  authorize(ctx.actor, "report:read");
  const { envelope, record } = await readStoredReport(reportId);
  return { envelope, record };
}
