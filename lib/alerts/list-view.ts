import * as z from "zod/mini";
import { episodeViewSchema } from "./episode-view";
import { alertSummarySchema } from "./summary-view";

/** One page of the alert list. */
export const episodeListSchema = z.object({
  episodes: z.array(episodeViewSchema),
  /** How many match the filters, whatever the limit. */
  total: z.int(),
  nextCursor: z.nullable(z.string()),
  summary: alertSummarySchema,
  /** Teams that have open alerts, for the filter. */
  teams: z.array(z.string()),
  asOf: z.iso.datetime(),
});
export type EpisodeList = z.infer<typeof episodeListSchema>;
