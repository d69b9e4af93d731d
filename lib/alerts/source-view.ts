import * as z from "zod/mini";

const pulse = z.enum(["alive", "late", "dead", "never"]);

/** What the portal knows of the way an alert takes to it. Times are UTC; null: never. */
export const sourceViewSchema = z.object({
  /** Which part is silent; null: none, as far as the Watchdog tells. */
  silent: z.nullable(z.enum(["prometheus", "alertmanager", "unwatched"])),
  silentSince: z.nullable(z.iso.datetime()),
  watchdogWebhook: pulse,
  watchdogPoll: pulse,
  lastWebhookAt: z.nullable(z.iso.datetime()),
  polls: z.array(
    z.object({ name: z.string(), lastSeenAt: z.nullable(z.iso.datetime()), lastError: z.nullable(z.string()) }),
  ),
});
export type SourceView = z.infer<typeof sourceViewSchema>;
