import * as z from "zod/mini";
import { messageViewSchema } from "@/lib/outbox/message-view";
import { episodeViewSchema } from "./episode-view";

/** One entry of the ledger about this episode. */
export const timelineEntrySchema = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  action: z.string(),
  outcome: z.enum(["success", "failure", "denied"]),
  actor: z.nullable(z.string()),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const previousEpisodeSchema = z.pick(episodeViewSchema, {
  id: true,
  state: true,
  startsAt: true,
  resolvedAt: true,
  acknowledgedAt: true,
  acknowledgedBy: true,
  inferred: true,
});
export type PreviousEpisode = z.infer<typeof previousEpisodeSchema>;

/** Everything the detail page shows. */
export const episodeDetailSchema = z.object({
  episode: episodeViewSchema,
  /** A page of the portal, or https on an allowed host; anything else stays text among the annotations. */
  runbookUrl: z.nullable(z.string()),
  /** The board of the portal that the alert names, around its firing; null: none, or not this person's. */
  boardPath: z.nullable(z.string()),
  timeline: z.array(timelineEntrySchema),
  /** What PagerDuty and Slack were, or are still to be, told of it; the newest first. */
  told: z.array(messageViewSchema),
  /** Earlier and later firings of the same labels in the last 90 days, newest first. */
  previous: z.array(previousEpisodeSchema),
  asOf: z.iso.datetime(),
});
export type EpisodeDetail = z.infer<typeof episodeDetailSchema>;
