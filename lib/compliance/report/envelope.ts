import * as z from "zod/mini";
import { rollUpSchema } from "../status";

/** What is said about one copy of a report, outside the bytes that its digest covers. Times are UTC instants. */
export const reportEnvelopeSchema = z.object({
  id: z.uuid(),
  month: z.string(),
  version: z.int(),
  partial: z.boolean(),
  /** SHA-256 of report.json, hexadecimal. */
  digest: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** The ledger's entry about it. */
  auditSeq: z.nullable(z.int()),
  /** The version this one replaces. */
  replaces: z.nullable(z.object({ version: z.int(), digest: z.string() })),
});
export type ReportEnvelope = z.infer<typeof reportEnvelopeSchema>;

/** A line in the list of reports. */
export const reportSummarySchema = z.extend(reportEnvelopeSchema, {
  status: rollUpSchema,
  counts: z.object({
    verified: z.int(),
    failed: z.int(),
    unknown: z.int(),
    notApplicable: z.int(),
  }),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;
export const reportListSchema = z.object({ reports: z.array(reportSummarySchema) });
