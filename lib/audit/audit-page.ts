import { z } from "zod";
import { auditEntrySchema } from "./entry";

export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** Give these back as `before` or `after`; null when there is nothing that way. */
  older: z.number().int().nullable(),
  newer: z.number().int().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;
