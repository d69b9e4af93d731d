import { z } from "zod";
import { verificationSchema } from "./verification";

export const ledgerProofSchema = z.object({
  size: z.number().int(),
  /** Hash of the newest entry: it stands for the whole chain. */
  headHash: z.string(),
  lastVerification: verificationSchema
    .extend({ at: z.iso.datetime(), by: z.string(), seq: z.number().int() })
    .nullable(),
});
export type LedgerProof = z.infer<typeof ledgerProofSchema>;
