import * as z from "zod/mini";

/**
 * "ok": seen within its time. "late": seen, but longer ago than it should be. "failing": its newest sign is an error.
 * "unknown": never seen, so nothing can be said.
 */
export const legStateSchema = z.enum(["ok", "late", "failing", "unknown"]);
export type LegState = z.infer<typeof legStateSchema>;

/** What a leg was not told yet, and what it will not be told any more. */
export const backlogSchema = z.object({
  waiting: z.int(),
  oldestAt: z.nullable(z.iso.datetime()),
  /** Why the oldest waits. */
  waitingFor: z.nullable(z.string()),
  /** Given up in the last seven days, and the newest reason. */
  failed: z.int(),
  lastError: z.nullable(z.string()),
});
export type BacklogView = z.infer<typeof backlogSchema>;

export const legSchema = z.object({
  id: z.string(),
  name: z.string(),
  group: z.enum(["sources", "alerting", "emitters", "outside", "anchors", "portal", "jobs"]),
  /** What being seen means for this leg, in a few words. */
  meaning: z.string(),
  state: legStateSchema,
  lastSeenAt: z.nullable(z.iso.datetime()),
  /** Seconds after which an unseen leg is late; null: it has no rhythm. */
  lateAfterSeconds: z.nullable(z.number()),
  /** The upstream's own words, when they are newer than the last success. */
  error: z.nullable(z.string()),
  /** What it lost or keeps back, in sentences. */
  notes: z.array(z.string()),
  /** Null: nothing is queued for this leg. */
  backlog: z.nullable(backlogSchema),
  /** Shown in the rail. */
  inRail: z.boolean(),
});
export type Leg = z.infer<typeof legSchema>;

export const statusViewSchema = z.object({
  now: z.iso.datetime(),
  version: z.string(),
  startedAt: z.iso.datetime(),
  database: z.string(),
  legs: z.array(legSchema),
});
export type StatusView = z.infer<typeof statusViewSchema>;
