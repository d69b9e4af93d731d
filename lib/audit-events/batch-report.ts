import * as z from "zod/mini";

/**
 * Why a line is not in the ledger. Of `phi_in_reference` the detail is the class that was found, never the value.
 * Sending the same line again changes nothing: whoever sends it has to change it.
 */
export const refusalCodeSchema = z.enum([
  "not_utf8",
  "not_json",
  "truncated",
  "line_too_long",
  "not_an_object",
  "unknown_event_type",
  "bad_timestamp",
  "bad_field",
  "not_a_reference",
  "phi_in_reference",
  "not_storable",
  "id_reused",
  "id_taken",
  "sequence_regression",
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

export const refusalSchema = z.object({
  /** From 1; of an array, the place. */
  line: z.int(),
  code: refusalCodeSchema,
  detail: z.string(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Numbers that were skipped, both ends included. An event that comes later with one of them is taken. */
export const gapSchema = z.object({ from: z.int(), to: z.int() });
export type Gap = z.infer<typeof gapSchema>;

/** What became of a batch, once it is committed. accepted + duplicates + refused + heartbeats are its lines. */
export const batchReportSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  heartbeats: z.int(),
  refused: z.array(refusalSchema),
  gaps: z.array(gapSchema),
  /** Accepted, though the claimed time is more than a day from the database's. */
  flagged: z.array(z.object({ line: z.int(), code: z.enum(["clock_ahead", "clock_behind"]) })),
  /** The highest number known of this emitter. */
  lastSequence: z.int(),
});
export type BatchReport = z.infer<typeof batchReportSchema>;
