import { z } from "zod";

const instant = z.iso.datetime();

/** An episode as the API shows it. Labels, annotations and names are hostile plain text. Times are UTC. */
export const episodeViewSchema = z.object({
  id: z.uuid(),
  fingerprint: z.string(),
  source: z.string(),
  alertname: z.string(),
  severity: z.string(),
  team: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  state: z.enum(["firing", "acknowledged", "resolved"]),
  startsAt: instant,
  endsAt: instant.nullable(),
  openedAt: instant,
  lastSeenAt: instant,
  resolvedAt: instant.nullable(),
  silencedBy: z.array(z.string()),
  inhibitedBy: z.array(z.string()),
  acknowledgedAt: instant.nullable(),
  acknowledgedById: z.uuid().nullable(),
  acknowledgedBy: z.string().nullable(),
  note: z.string().nullable(),
  inferred: z.boolean(),
  reopens: z.number().int(),
  sourceStale: z.boolean(),
  startUncertain: z.boolean(),
  version: z.number().int(),
});
export type EpisodeView = z.infer<typeof episodeViewSchema>;
