import * as z from "zod/mini";
import { episodeViewSchema } from "./episode-view";
import { alertSummarySchema } from "./summary-view";

/** A group of the whole list, however much of it the page holds. `unowned`: burning, and nobody has it. */
export const listedGroupSchema = z.object({ key: z.string(), count: z.int(), unowned: z.int() });
export type ListedGroup = z.infer<typeof listedGroupSchema>;

/** One page of the alert list: `episodes` are the rows from `offset` on, group after group. */
export const episodeListSchema = z.object({
  episodes: z.array(episodeViewSchema),
  groups: z.array(listedGroupSchema),
  offset: z.int(),
  /** How many match the filters, whatever the limit. */
  total: z.int(),
  nextCursor: z.nullable(z.string()),
  summary: alertSummarySchema,
  /** Teams that have open alerts, for the filter. */
  teams: z.array(z.string()),
  asOf: z.iso.datetime(),
});
export type EpisodeList = z.infer<typeof episodeListSchema>;
