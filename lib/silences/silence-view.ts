import * as z from "zod/mini";

const matcherViewSchema = z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() });

/** A change of a silence that was made through the portal. */
const silenceChangeSchema = z.object({
  kind: z.enum(["create", "extend", "expire"]),
  by: z.string(),
  at: z.iso.datetime(),
  reason: z.string(),
});
export type SilenceChange = z.infer<typeof silenceChangeSchema>;

/** A silence as Alertmanager has it, with what the portal knows of it. */
export const silenceViewSchema = z.object({
  id: z.string(),
  state: z.enum(["active", "pending", "expired"]),
  matchers: z.array(matcherViewSchema),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Whoever made it: a person the portal knew when `verified`, else what somebody wrote into Alertmanager. */
  author: z.string(),
  verified: z.boolean(),
  reason: z.string(),
  /** It no longer ends when the portal had it end: somebody changed it in Alertmanager. */
  changedElsewhere: z.boolean(),
  /** The last extension or end by the portal. */
  lastChange: z.nullable(silenceChangeSchema),
  /** The Alertmanagers that have it. */
  alertmanagers: z.array(z.string()),
  /** What it holds back now; null: not known. */
  heldBack: z.nullable(
    z.object({
      count: z.int(),
      critical: z.int(),
      /** A few different names, for a look. */
      names: z.array(z.string()),
      /** The alert that says monitoring is alive is held back, too. */
      watchdog: z.boolean(),
    }),
  ),
});
export type SilenceView = z.infer<typeof silenceViewSchema>;

/** Something that was asked of Alertmanager and whose outcome is not known. */
export const openRequestSchema = z.object({
  id: z.string(),
  kind: z.enum(["create", "extend", "expire"]),
  silenceId: z.nullable(z.string()),
  matchers: z.array(matcherViewSchema),
  endsAt: z.nullable(z.iso.datetime()),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  alertmanagers: z.array(z.string()),
  /** It is being carried out at this moment. */
  underWay: z.boolean(),
});
export type OpenRequest = z.infer<typeof openRequestSchema>;

/** Alertmanagers that share their silences, and those that gave no answer. */
export const silenceSourcesSchema = z.object({
  groups: z.array(z.array(z.string())),
  silent: z.array(z.object({ name: z.string(), words: z.string() })),
});
export type SilenceSources = z.infer<typeof silenceSourcesSchema>;

export const silenceListSchema = z.object({
  /** Active ones that end first come first, then pending, then those that ended in the last 24 hours. */
  silences: z.array(silenceViewSchema),
  /** How many there are of each state, however many are listed. */
  counts: z.object({ active: z.int(), pending: z.int(), expired: z.int() }),
  requests: z.array(openRequestSchema),
  sources: silenceSourcesSchema,
  asOf: z.iso.datetime(),
});
export type SilenceList = z.infer<typeof silenceListSchema>;

/** An alert that a silence hits. */
export const hitAlertSchema = z.object({
  alertname: z.string(),
  severity: z.string(),
  labels: z.record(z.string(), z.string()),
  /** The open episode, for a link; null when the portal has none (yet), or never has: the Watchdog. */
  episodeId: z.nullable(z.string()),
  /** Something holds it back already. */
  heldBack: z.boolean(),
});
export type HitAlert = z.infer<typeof hitAlertSchema>;

export const silenceDetailSchema = z.object({
  silence: silenceViewSchema,
  /** What it holds back now, the most severe first; null: not known. */
  alerts: z.nullable(z.array(hitAlertSchema)),
  history: z.array(
    z.object({
      seq: z.int(),
      at: z.iso.datetime(),
      action: z.string(),
      outcome: z.enum(["success", "failure", "denied"]),
      actor: z.nullable(z.string()),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  sources: silenceSourcesSchema,
  asOf: z.iso.datetime(),
});
export type SilenceDetail = z.infer<typeof silenceDetailSchema>;

/** What a change of a silence came to. */
export const silenceResultSchema = z.object({
  silenceId: z.string(),
  endsAt: z.nullable(z.iso.datetime()),
});
export type SilenceResult = z.infer<typeof silenceResultSchema>;
