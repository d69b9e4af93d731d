import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { db, transaction } from "@/lib/db/client";
import { deliverMessages } from "@/lib/outbox/deliver-messages";
import type { OutboxChange } from "@/lib/outbox/outbox-change";
import { queueMessages } from "@/lib/outbox/queue-messages";
import type { OutboxSettings, PagerDutySettings } from "@/lib/outbox/settings";
import type { RequestContext } from "@/lib/telemetry/context";

export const ROUTING_KEY = "r0uting-key-0123456789abcdef012345";
export const SLACK_PATH = "/services/T00000000/B00000000/s3cretSecretSecretSecret";

/** Settings that lead to these servers; null: not configured. */
export function outboxTo(
  pagerduty: string | null,
  slack: string | null,
  changes: Partial<PagerDutySettings> = {},
): OutboxSettings {
  return {
    portalUrl: "https://portal.example.com",
    pagerduty: pagerduty && {
      eventsUrl: `${pagerduty}/v2/enqueue`,
      routingKey: ROUTING_KEY,
      dedup: "fingerprint",
      route: null,
      groupBy: [],
      onExpiry: "nothing",
      ...changes,
    },
    slack: slack === null ? null : { webhookUrl: slack + SLACK_PATH },
  } as OutboxSettings;
}

/** PagerDuty's answer to an event it takes. */
export function enqueued(response: ServerResponse): void {
  response.writeHead(202, { "content-type": "application/json" });
  response.end('{"status":"success","message":"Event processed","dedup_key":"x"}');
}

/** Slack's answer to a message it takes. */
export function posted(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end("ok");
}

/** An episode with these columns, straight into the table. */
export async function storeEpisode(columns: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await (await db()).episode.create({
    data: {
      id,
      identity: id,
      fingerprint: id.replaceAll("-", "").slice(0, 16),
      source: "webhook",
      alertname: "HighErrorRate",
      severity: "critical",
      labels: { alertname: "HighErrorRate", severity: "critical" },
      annotations: { summary: "patient 123-45-6789 waits" },
      state: "acknowledged",
      startsAt: new Date(),
      ...columns,
    },
  });
  return id;
}

/** A change as the alert verbs hand it over. */
export function changeOf(episodeId: string, version: number, changes: Partial<OutboxChange> = {}): OutboxChange {
  return {
    episodeId,
    version,
    action: "ALERT_ACKNOWLEDGED",
    owner: "Ann",
    previousOwner: null,
    by: "Ann",
    everOwned: true,
    ...changes,
  };
}

export function queue(settings: OutboxSettings, ...changes: OutboxChange[]): Promise<void> {
  return transaction((tx) => queueMessages(tx, changes, settings));
}

/** One run of the job. */
export function run(settings: OutboxSettings, timeoutMs?: number): Promise<void> {
  const actor = { kind: "system", name: "deliver-messages", permissions: new Set<never>() } as const;
  const ctx: RequestContext = { actor, now: new Date(), requestId: randomUUID() };
  return deliverMessages(ctx, settings, timeoutMs);
}
