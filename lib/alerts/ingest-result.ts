import { z } from "zod";

/** What the portal answers to a delivery, once it is written down. */
export const ingestResultSchema = z.object({
  /** Alerts it holds. Those that cannot be read are left out later, and counted on the status page. */
  received: z.number().int(),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;
