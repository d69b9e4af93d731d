import "server-only";
import type { Transaction } from "@/lib/db/client";
import { ALERT_LEGS, LEG, pollName, watchdogLegsOf } from "./source-legs";
import { pulseOf } from "./source-pulse";
import { silenceOf } from "./source-silence";
import type { SourceView } from "./source-view";

/** Whether each part of an alert's way to the portal can be heard, judged at `now`. */
export async function readSourceView(client: Transaction, now: number): Promise<SourceView> {
  const rows = await client.heartbeat.findMany({ where: ALERT_LEGS, orderBy: { leg: "asc" } });
  const seen = (leg: string) => rows.find((row) => row.leg === leg)?.lastSeenAt?.getTime() ?? null;
  const { webhook, poll } = watchdogLegsOf(rows, now);
  const polls = rows.flatMap((row) => {
    const name = pollName(row.leg);
    return name === null ? [] : [{ ...row, name }];
  });
  const lastPoll = latest(polls.map((row) => row.lastSeenAt?.getTime() ?? null));
  const { silent, since } = silenceOf({ webhook, poll, answeredPoll: lastPoll, delivered: seen(LEG.webhook) }, now);
  return {
    silent,
    silentSince: iso(since),
    watchdogWebhook: pulseOf(webhook, now),
    watchdogWebhookAt: iso(webhook),
    watchdogPoll: pulseOf(poll, now),
    watchdogPollAt: iso(poll),
    lastWebhookAt: iso(seen(LEG.webhook)),
    polls: polls.map((row) => ({
      name: row.name,
      lastSeenAt: iso(row.lastSeenAt?.getTime() ?? null),
      lastError: isNewer(row.errorAt, row.lastSeenAt) ? row.lastError : null,
    })),
    asOf: new Date(now).toISOString(),
  };
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
