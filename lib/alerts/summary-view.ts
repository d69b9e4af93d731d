import * as z from "zod/mini";
import { sourceViewSchema } from "./source-view";

/** Figures of the navigation badge and the filter buttons. What is held back (silenced, inhibited, muted) is open, but not unowned. */
export const alertCountsSchema = z.object({
  open: z.int(),
  unowned: z.int(),
  critical: z.int(),
  unownedCritical: z.int(),
  mine: z.int(),
});
export type AlertCounts = z.infer<typeof alertCountsSchema>;

export const alertSummarySchema = z.extend(alertCountsSchema, { source: sourceViewSchema });
export type AlertSummary = z.infer<typeof alertSummarySchema>;
