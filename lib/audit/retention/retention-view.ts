import * as z from "zod/mini";

const instant = z.iso.datetime();

export const retentionSchema = z.object({
  years: z.number(),
  /** First instant of the latest month before which nothing has to be kept any more. */
  prunableBefore: instant,
  /** Entries whose bytes are gone: the first so many of the ledger. */
  pruned: z.int(),
  /** When the oldest entry that is still whole was recorded; null: there is none. */
  oldestAt: z.nullable(instant),
  holds: z.array(z.object({ id: z.uuid(), reason: z.string(), placedBy: z.string(), placedAt: instant })),
  /** What somebody asked for and nobody decided yet; `own`: by the one who looks. */
  request: z.nullable(
    z.object({
      id: z.uuid(),
      before: instant,
      reason: z.string(),
      requestedBy: z.string(),
      requestedAt: instant,
      own: z.boolean(),
    }),
  ),
});
export type Retention = z.infer<typeof retentionSchema>;
