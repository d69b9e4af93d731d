import * as z from "zod/mini";
import { hitAlertSchema, silenceSourcesSchema } from "./silence-view";

/** What a silence with these matchers would hold back at this moment. */
export const silencePreviewSchema = z.object({
  /** Why it may not be made; the alerts are then empty. */
  refusal: z.nullable(z.string()),
  /** The most severe first; more of them may be hit than are listed. */
  alerts: z.array(hitAlertSchema),
  hit: z.int(),
  critical: z.int(),
  /** Severities of which two or more alerts are open and every one is hit. */
  wholeSeverities: z.array(z.string()),
  /** The alert that says monitoring is alive is hit, too. */
  watchdog: z.boolean(),
  /** Whose alerts these are. */
  alertmanagers: z.array(z.string()),
  sources: silenceSourcesSchema,
  asOf: z.iso.datetime(),
});
export type SilencePreview = z.infer<typeof silencePreviewSchema>;
