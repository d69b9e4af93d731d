import "server-only";
import type { Transaction } from "@/lib/db/client";
import { ALERT_LEGS, LEG, pollName, watchdogLegsOf } from "./source-legs";
import { pulseOf } from "./source-pulse";
import type { SourceView } from "./source-view";

const POLL_FRESH_MS = 3 * 60_000;

/**
 * Which part of the way is silent, and since when. Alertmanager: neither its polls nor its webhook are fresh.
 * Prometheus: Alertmanager answers, but its Watchdog is old. Unwatched: no Watchdog ever came, so nothing can be
 * said; an empty list then proves nothing.
 */
export async function readSourceView(client: Transaction, now: number): Promise<SourceView> {
  const rows = await client.heartbeat.findMany({ where: ALERT_LEGS, orderBy: { leg: "asc" } });
  const seen = (leg: string) => rows.find((row) => row.leg === leg)?.lastSeenAt?.getTime() ?? null;
  const { webhook, poll } = watchdogLegsOf(rows, now);
  const polls = rows.flatMap((row) => {
    const name = pollName(row.leg);
    return name === null ? [] : [{ ...row, name }];
  });
  const lastPoll = latest(polls.map((row) => row.lastSeenAt?.getTime() ?? null));
  const answered = latest([lastPoll, seen(LEG.webhook)]);
  const watchdog = poll ?? webhook;
  return {
    ...silence(answered, watchdog, now),
    watchdogWebhook: pulseOf(webhook, now),
    watchdogPoll: pulseOf(poll, now),
    lastWebhookAt: iso(seen(LEG.webhook)),
    polls: polls.map((row) => ({
      name: row.name,
      lastSeenAt: iso(row.lastSeenAt?.getTime() ?? null),
      lastError: isNewer(row.errorAt, row.lastSeenAt) ? row.lastError : null,
    })),
  };
}

function silence(
  answered: number | null,
  watchdog: number | null,
  now: number,
): Pick<SourceView, "silent" | "silentSince"> {
  if (watchdog === null) return { silent: "unwatched", silentSince: null };
  if (pulseOf(watchdog, now) === "alive") return { silent: null, silentSince: null };
  const alertmanagerSilent = answered === null || now - answered >= POLL_FRESH_MS;
  if (alertmanagerSilent) return { silent: "alertmanager", silentSince: iso(answered ?? watchdog) };
  return { silent: "prometheus", silentSince: iso(watchdog) };
}

function latest(times: (number | null)[]): number | null {
  const known = times.filter((time): time is number => time !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

function isNewer(a: Date | null, b: Date | null): boolean {
  return a !== null && (b === null || a > b);
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
