import * as z from "zod/mini";

/** An anchor as the proof panel shows it. */
export const anchorViewSchema = z.object({
  label: z.string(),
  state: z.enum(["ok", "late", "failing", "unknown"]),
  /** Of the newest checkpoint it holds; 0: none is known. */
  size: z.int(),
  anchoredAt: z.nullable(z.iso.datetime()),
  /** When it last was known to hold the ledger's newest checkpoint. */
  seenAt: z.nullable(z.iso.datetime()),
  independent: z.boolean(),
  /** Why it fails. */
  error: z.nullable(z.string()),
  receipt: z.nullable(z.string()),
});
export type AnchorView = z.infer<typeof anchorViewSchema>;
