import * as z from "zod/mini";

/** What one full check of the ledger found. */
export const verificationSchema = z.object({
  ok: z.boolean(),
  /** Entries that were read and found right. */
  entries: z.int(),
  /** Signed checkpoints that agree with them; verdicts of before there were any do not say. */
  checkpoints: z._default(z.int(), 0),
  /** Checkpoints read back from anchors that agree with them. */
  anchored: z._default(z.int(), 0),
  /** The first entry that is wrong or missing; null when all are right. */
  firstBadSeq: z.nullable(z.int()),
  reason: z.nullable(z.string()),
});
export type Verification = z.infer<typeof verificationSchema>;

/** A verdict as it is recorded: labels of the anchors it was held against, and of those that could not be read. */
export const recordedVerificationSchema = z.extend(verificationSchema, {
  anchorsRead: z._default(z.array(z.string()), []),
  anchorsUnread: z._default(z.array(z.string()), []),
});
export type RecordedVerification = z.infer<typeof recordedVerificationSchema>;
