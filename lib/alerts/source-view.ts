import { z } from "zod";

const pulse = z.enum(["alive", "late", "dead", "never"]);

/** What the portal knows of the way an alert takes to it. Times are UTC; null: never. */
export const sourceViewSchema = z.object({
  /** Which part is silent; null: none, as far as the Watchdog tells. */
  silent: z.enum(["prometheus", "alertmanager", "unwatched"]).nullable(),
  silentSince: z.iso.datetime().nullable(),
  watchdogWebhook: pulse,
  watchdogPoll: pulse,
  lastWebhookAt: z.iso.datetime().nullable(),
  polls: z.array(
    z.object({ name: z.string(), lastSeenAt: z.iso.datetime().nullable(), lastError: z.string().nullable() }),
  ),
});
export type SourceView = z.infer<typeof sourceViewSchema>;
