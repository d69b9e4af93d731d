import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { WatchdogLegs } from "./source-pulse";

const POLL_PREFIX = "poll:";

/** Rows of the heartbeats table that alerts depend on. */
export const LEG = {
  webhook: "webhook",
  watchdogWebhook: "watchdog:webhook",
  watchdogPoll: "watchdog:poll",
  pollOf: (alertmanager: string) => `${POLL_PREFIX}${alertmanager}`,
} as const;

/** When the Watchdog was last seen on each way. Read by every delivery: one statement. */
export async function readWatchdogLegs(client: Transaction): Promise<WatchdogLegs> {
  const rows = await client.heartbeat.findMany({ where: { leg: { in: [LEG.watchdogWebhook, LEG.watchdogPoll] } } });
  const seen = (leg: string) => rows.find((row) => row.leg === leg)?.lastSeenAt?.getTime() ?? null;
  return { webhook: seen(LEG.watchdogWebhook), poll: seen(LEG.watchdogPoll) };
}

/** The Alertmanager a "poll:<name>" leg belongs to, else null. */
export function pollName(leg: string): string | null {
  return leg.startsWith(POLL_PREFIX) ? leg.slice(POLL_PREFIX.length) : null;
}
