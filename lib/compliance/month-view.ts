import { z } from "zod";
import { checkStatusSchema, rollUpSchema } from "./status";

/** "not_run": the day is over and nothing was measured, which counts as unknown. "not_due": the day is not over. */
export const cellSchema = z.union([checkStatusSchema, z.enum(["not_run", "not_due"])]);
export type Cell = z.infer<typeof cellSchema>;

/** Checks × days of one UTC month, from the newest run of each day. */
export const monthViewSchema = z.object({
  month: z.string(),
  status: rollUpSchema,
  days: z.array(
    z.object({
      day: z.string(),
      status: z.union([rollUpSchema, z.enum(["not_run", "not_due"])]),
      version: z.number().int(),
    }),
  ),
  checks: z.array(z.object({ id: z.string(), title: z.string(), cells: z.array(cellSchema) })),
  /** Results of the days that are over; a day that was not run adds one unknown per check. */
  counts: z.object({
    verified: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    notApplicable: z.number().int(),
  }),
});
export type MonthView = z.infer<typeof monthViewSchema>;
