import { z } from "zod";
import { textMapSchema } from "./webhook-schema";

/** One alert of GET /api/v2/alerts; only those that are not resolved are listed there. */
const listedAlertSchema = z.object({
  /** Null: they cannot be read. */
  labels: textMapSchema.nullable().catch(null),
  annotations: textMapSchema.catch({}),
  startsAt: z.string(),
  endsAt: z.string(),
  /** When Prometheus last sent it: the only proof in Alertmanager's API that the sender lives. */
  updatedAt: z.string(),
  fingerprint: z.string(),
  generatorURL: z.string().optional().catch(undefined),
  status: z.object({
    state: z.enum(["unprocessed", "active", "suppressed"]),
    silencedBy: z.array(z.string()),
    inhibitedBy: z.array(z.string()),
    /** Active and mute time intervals, from 0.28 on. */
    mutedBy: z.array(z.string()).default([]),
  }),
});
type ListedAlert = z.infer<typeof listedAlertSchema>;

/** An alert whose labels can be read. */
export type PolledAlert = ListedAlert & { labels: Record<string, string> };

/** The alerts that can be read, and the fingerprints of the others: whoever reaches Alertmanager may post any labels. */
export const polledAlertsSchema = z.array(listedAlertSchema).transform((listed) => ({
  alerts: listed.filter((alert): alert is PolledAlert => alert.labels !== null),
  unreadable: listed.filter(({ labels }) => labels === null).map(({ fingerprint }) => fingerprint),
}));

/** The part of GET /api/v2/status that is used; the rest holds the whole configuration and is dropped unread. */
export const alertmanagerStatusSchema = z.object({
  uptime: z.string(),
  versionInfo: z.object({ version: z.string() }).optional(),
});
export type AlertmanagerStatus = z.infer<typeof alertmanagerStatusSchema>;

/** The same answer, for who asks which configuration runs. */
export const loadedConfigurationSchema = z.object({ config: z.object({ original: z.string() }) });
