import * as z from "zod/mini";

const instant = z.iso.datetime();

/** An episode as the API shows it. Labels, annotations and names are hostile plain text. Times are UTC. */
export const episodeViewSchema = z.object({
  id: z.uuid(),
  fingerprint: z.string(),
  source: z.string(),
  alertname: z.string(),
  severity: z.string(),
  team: z.nullable(z.string()),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  state: z.enum(["firing", "acknowledged", "resolved"]),
  startsAt: instant,
  endsAt: z.nullable(instant),
  openedAt: instant,
  lastSeenAt: instant,
  resolvedAt: z.nullable(instant),
  silencedBy: z.array(z.string()),
  inhibitedBy: z.array(z.string()),
  mutedBy: z.array(z.string()),
  sourceState: z.nullable(z.enum(["active", "suppressed", "unprocessed"])),
  acknowledgedAt: z.nullable(instant),
  acknowledgedById: z.nullable(z.uuid()),
  acknowledgedBy: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** When the acknowledgement runs out; null: none, or one without an end. */
  ackExpiresAt: z.nullable(instant),
  ackExpirations: z.int(),
  inferred: z.boolean(),
  reopens: z.int(),
  sourceStale: z.boolean(),
  startUncertain: z.boolean(),
  version: z.int(),
  /** In lists: the acknowledgement that ran out last, while nobody has taken the alert since. */
  lapse: z.optional(z.object({ by: z.string(), at: instant })),
  /** In lists: what was last noted in the timeline, when that is newer than `note`. */
  latestNote: z.optional(z.object({ by: z.string(), at: instant, text: z.string() })),
});
export type EpisodeView = z.infer<typeof episodeViewSchema>;
