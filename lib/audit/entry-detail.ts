import { z } from "zod";
import { auditEntrySchema } from "./entry";

const entryInclusionSchema = z.object({
  /** Entries of the newest checkpoint, and when that was signed. */
  size: z.number().int(),
  signedAt: z.iso.datetime(),
  /** Whether the path leads from this entry's bytes to the signed root. */
  holds: z.boolean(),
  /** C2SP tlog-proof, version 1, with the entry's bytes: to be checked elsewhere, without the portal. */
  proof: z.string(),
});
export type EntryInclusion = z.infer<typeof entryInclusionSchema>;

export const auditEntryDetailSchema = auditEntrySchema.extend({
  /** The exact RFC 8785 text that was hashed. */
  bytes: z.string(),
  /** Its time is over: the bytes are gone, the hash stays. */
  pruned: z.boolean(),
  /** Whether hashing those bytes again gives `hash`, and `prevHash` is the hash of the entry before. */
  unchanged: z.boolean(),
  /** Null: no checkpoint covers it yet. */
  inclusion: entryInclusionSchema.nullable(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetailSchema>;
