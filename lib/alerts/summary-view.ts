import { z } from "zod";
import { sourceViewSchema } from "./source-view";

/** Figures of the navigation badge and the filter buttons. Silenced and inhibited alerts are open, but not unowned. */
export const alertCountsSchema = z.object({
  open: z.number().int(),
  unowned: z.number().int(),
  critical: z.number().int(),
  unownedCritical: z.number().int(),
  mine: z.number().int(),
});
export type AlertCounts = z.infer<typeof alertCountsSchema>;

export const alertSummarySchema = alertCountsSchema.extend({ source: sourceViewSchema });
export type AlertSummary = z.infer<typeof alertSummarySchema>;
