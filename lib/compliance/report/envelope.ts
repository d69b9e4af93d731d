import { z } from "zod";
import { rollUpSchema } from "../status";

/** What is said about one copy of a report, outside the bytes that its digest covers. Times are UTC instants. */
export const reportEnvelopeSchema = z.object({
  id: z.uuid(),
  month: z.string(),
  version: z.number().int(),
  partial: z.boolean(),
  /** SHA-256 of report.json, hexadecimal. */
  digest: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** The ledger's entry about it. */
  auditSeq: z.number().int().nullable(),
  /** The version this one replaces. */
  replaces: z.object({ version: z.number().int(), digest: z.string() }).nullable(),
});
export type ReportEnvelope = z.infer<typeof reportEnvelopeSchema>;

/** A line in the list of reports. */
export const reportSummarySchema = reportEnvelopeSchema.extend({
  status: rollUpSchema,
  counts: z.object({
    verified: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    notApplicable: z.number().int(),
  }),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;
export const reportListSchema = z.object({ reports: z.array(reportSummarySchema) });
