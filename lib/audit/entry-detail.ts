import { z } from "zod";
import { auditEntrySchema } from "./entry";

export const auditEntryDetailSchema = auditEntrySchema.extend({
  /** The exact RFC 8785 text that was hashed. */
  bytes: z.string(),
  /** Whether hashing those bytes again gives `hash`, and `prevHash` is the hash of the entry before. */
  unchanged: z.boolean(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetailSchema>;
