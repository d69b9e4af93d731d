import * as z from "zod/mini";
import { verificationSchema } from "./verification";

export const ledgerProofSchema = z.object({
  size: z.int(),
  /** Hash of the newest entry: it stands for the whole chain. */
  headHash: z.string(),
  lastVerification: z.nullable(z.extend(verificationSchema, { at: z.iso.datetime(), by: z.string(), seq: z.int() })),
});
export type LedgerProof = z.infer<typeof ledgerProofSchema>;
