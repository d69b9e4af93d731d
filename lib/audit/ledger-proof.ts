import * as z from "zod/mini";
import { anchorViewSchema } from "./anchor/anchor-view";
import { recordedVerificationSchema } from "./verification";

export const ledgerProofSchema = z.object({
  size: z.int(),
  /** Hash of the newest entry: it stands for the whole chain. */
  headHash: z.string(),
  /** What was signed last; null: nothing yet. `note` is a C2SP signed note. */
  checkpoint: z.nullable(z.object({ size: z.int(), root: z.string(), signedAt: z.iso.datetime(), note: z.string() })),
  /** Where checkpoints are kept outside, and since when. Ages are as of `now`. */
  anchors: z.array(anchorViewSchema),
  now: z.iso.datetime(),
  /** Every key that ever signed, for auditors. */
  verifierKeys: z.array(z.string()),
  /** What the portal's own database account could do to the ledger, in words that follow "it". */
  account: z.object({ kind: z.enum(["server", "embedded"]), powers: z.array(z.string()) }),
  lastVerification: z.nullable(
    z.extend(recordedVerificationSchema, { at: z.iso.datetime(), by: z.string(), seq: z.int() }),
  ),
});
export type LedgerProof = z.infer<typeof ledgerProofSchema>;
