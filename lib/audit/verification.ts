import { z } from "zod";

/** What one full check of the ledger found. */
export const verificationSchema = z.object({
  ok: z.boolean(),
  /** Entries that were read and found right. */
  entries: z.number().int(),
  /** The first entry that is wrong or missing; null when all are right. */
  firstBadSeq: z.number().int().nullable(),
  reason: z.string().nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;
