import * as z from "zod/mini";
import { episodeViewSchema } from "./episode-view";
import { alertSummarySchema } from "./summary-view";

const instant = z.iso.datetime();

/** Something a person wrote about an open alert. Plain text. */
export const remarkSchema = z.object({ by: z.string(), at: instant, text: z.string() });
export type Remark = z.infer<typeof remarkSchema>;

/** Who has how much of what is open. */
export const holderSchema = z.object({ name: z.string(), count: z.int(), critical: z.int() });

/** What the next shift must know. */
export const handoverSchema = z.object({
  /** What is open and needs a person first, then by age; `total` may be more than are listed. */
  open: z.array(z.object({ episode: episodeViewSchema, remarks: z.array(remarkSchema) })),
  total: z.int(),
  /** What ended in the last twelve hours, the newest first; as many as are listed, and how many there were. */
  resolved: z.array(episodeViewSchema),
  resolvedTotal: z.int(),
  holders: z.array(holderSchema),
  summary: alertSummarySchema,
  asOf: instant,
});
export type Handover = z.infer<typeof handoverSchema>;
