import "server-only";
import type { Heartbeat } from "@/generated/prisma/client";
import type { Transaction } from "@/lib/db/client";
import type { WatchdogLegs } from "./source-pulse";

const POLL_PREFIX = "poll:";

/** Rows of the heartbeats table that alerts depend on. */
export const LEG = {
  webhook: "webhook",
  /** Only its failures: alerts that were left out of a delivery, or of a poll. */
  webhookAlerts: "webhook:alerts",
  inbox: "inbox",
  watchdogWebhook: "watchdog:webhook",
  watchdogPoll: "watchdog:poll",
  pollOf: (alertmanager: string) => `${POLL_PREFIX}${alertmanager}`,
} as const;

/**
 * An Alertmanager that was not even asked for a day is no longer configured. In a shorter time the portal itself was
 * away: it knows nothing newer then, and must not believe the first "resolved" it hears, whatever a late webhook of the
 * Watchdog says.
 */
const REMOVED_MS = 24 * 3_600_000;

/** When the Watchdog was last seen on each way. Read by every delivery: one statement. */
export async function readWatchdogLegs(client: Transaction, now: number): Promise<WatchdogLegs> {
  const rows = await client.heartbeat.findMany({ where: ALERT_LEGS });
  return watchdogLegsOf(rows, now);
}

/** The rows of readWatchdogLegs and readSourceView. */
export const ALERT_LEGS = {
  OR: [{ leg: LEG.webhook }, { leg: { startsWith: POLL_PREFIX } }, { leg: { startsWith: "watchdog:" } }],
};

export function watchdogLegsOf(rows: readonly Heartbeat[], now: number): WatchdogLegs {
  const seen = (leg: string) => rows.find((row) => row.leg === leg)?.lastSeenAt?.getTime() ?? null;
  const tried = rows
    .filter((row) => pollName(row.leg) !== null)
    .map((row) => Math.max(row.lastSeenAt?.getTime() ?? 0, row.errorAt?.getTime() ?? 0));
  const polled = now - Math.max(0, ...tried) < REMOVED_MS;
  return { webhook: seen(LEG.watchdogWebhook), poll: polled ? seen(LEG.watchdogPoll) : null };
}

/** The Alertmanager a "poll:<name>" leg belongs to, else null. */
export function pollName(leg: string): string | null {
  return leg.startsWith(POLL_PREFIX) ? leg.slice(POLL_PREFIX.length) : null;
}
