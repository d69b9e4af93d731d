import { z } from "zod";

/** The period as dashboards write it: "now-30d", "now-1M/M", an ISO instant; days and weeks begin in `zone`. */
export const performanceQuerySchema = z.strictObject({
  from: z.string().max(40).default("now-30d"),
  to: z.string().max(40).default("now"),
  zone: z.string().max(64).default("UTC"),
});
export type PerformanceQuery = z.infer<typeof performanceQuerySchema>;
