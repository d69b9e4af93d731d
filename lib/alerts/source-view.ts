import * as z from "zod/mini";
import { SILENT_PARTS } from "./source-silence";

const pulse = z.enum(["alive", "late", "dead", "never"]);

/** What the portal knows of the way an alert takes to it. Times are UTC; null: never. */
export const sourceViewSchema = z.object({
  /** Which part is silent; null: none, as far as the Watchdog tells. */
  silent: z.nullable(z.enum(SILENT_PARTS)),
  silentSince: z.nullable(z.iso.datetime()),
  watchdogWebhook: pulse,
  watchdogWebhookAt: z.nullable(z.iso.datetime()),
  watchdogPoll: pulse,
  watchdogPollAt: z.nullable(z.iso.datetime()),
  lastWebhookAt: z.nullable(z.iso.datetime()),
  polls: z.array(
    z.object({ name: z.string(), lastSeenAt: z.nullable(z.iso.datetime()), lastError: z.nullable(z.string()) }),
  ),
  /** When this was judged. */
  asOf: z.iso.datetime(),
});
export type SourceView = z.infer<typeof sourceViewSchema>;
