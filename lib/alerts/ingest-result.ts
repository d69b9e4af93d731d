import { z } from "zod";

/** What the portal answers to a delivery, once it is stored. */
export const ingestResultSchema = z.object({
  received: z.number().int(),
  opened: z.number().int(),
  reopened: z.number().int(),
  resolved: z.number().int(),
  /** "Resolved" that was not believed, because the source is silent. */
  held: z.number().int(),
  ignored: z.number().int(),
  /** Alerts of the delivery that could not be read. */
  refused: z.number().int(),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;
