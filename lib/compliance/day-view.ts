import * as z from "zod/mini";
import { findingSchema } from "./finding";
import { rollUpSchema } from "./status";

export const checkResultSchema = z.intersection(
  findingSchema,
  z.object({ checkId: z.string(), title: z.string(), controls: z.array(z.string()), measuredAt: z.iso.datetime() }),
);
export type CheckResultView = z.infer<typeof checkResultSchema>;

/** One run of the daily check, as it was recorded. */
export const dayRunSchema = z.object({
  id: z.uuid(),
  day: z.string(),
  version: z.int(),
  /** How many runs this day has. */
  versions: z.int(),
  status: rollUpSchema,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  startedBy: z.string(),
  /** The ledger's entry of the run. */
  auditSeq: z.nullable(z.int()),
  results: z.array(checkResultSchema),
});
export type DayRun = z.infer<typeof dayRunSchema>;

export const runDayInputSchema = z.strictObject({
  /** The version this run is to become. Sent again, it gives the run that already is that version. */
  version: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
});
export type RunDayInput = z.infer<typeof runDayInputSchema>;
