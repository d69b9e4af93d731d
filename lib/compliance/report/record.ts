import { z } from "zod";
import { monthViewSchema } from "../month-view";
import { checkStatusSchema } from "../status";

const count = z.number().int().nonnegative();
const counted = z.object({ name: z.string(), count });

/**
 * report.json: the record itself; PDF and CSV are drawn from it. No clock and no identifier of this copy in it, so
 * that collecting a month twice from the same state gives the same bytes.
 */
export const reportRecordSchema = z.object({
  schema: z.literal("monthly-report/1"),
  organisation: z.string(),
  month: z.string(),
  period: z.object({ from: z.iso.datetime(), to: z.iso.datetime(), zone: z.literal("UTC"), hours: count }),
  /** The month was not over: what follows ends at `coveredTo`. */
  partial: z.boolean(),
  coveredTo: z.iso.datetime(),
  checks: monthViewSchema,
  /** Everything that did not pass, by check and reason. */
  exceptions: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      status: checkStatusSchema,
      reason: z.string(),
      nextStep: z.string(),
      days: z.array(z.string()),
    }),
  ),
  ledger: z.object({
    entries: count,
    first: z.object({ seq: count, hash: z.string() }).nullable(),
    last: z.object({ seq: count, hash: z.string() }).nullable(),
    byAction: z.array(z.object({ action: z.string(), outcome: z.string(), count })),
    byActorKind: z.array(counted),
    /** Different people who left an entry. */
    people: count,
    /** Hours of the period, and how many of them have no entry. */
    hours: count,
    quietHours: count,
    /** The longest runs of hours without an entry. */
    quiet: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), hours: count })),
  }),
  signIns: z.object({ succeeded: count, failed: count, lockouts: count }),
  denials: z.object({ permission: count, crossSite: count }),
  exports: z.array(z.object({ resource: z.string(), count, rows: count })),
  alerts: z.object({
    fired: count,
    acknowledged: count,
    neverAcknowledged: count,
    /** Of those acknowledged; null when there are none. */
    meanSecondsToAcknowledge: count.nullable(),
    medianSecondsToAcknowledge: count.nullable(),
    bySeverity: z.array(counted),
    byName: z.array(counted),
  }),
  notCovered: z.array(z.string()),
});
export type ReportRecord = z.infer<typeof reportRecordSchema>;
