import "server-only";
import { env } from "@/lib/env";

export interface PagerDutySettings {
  eventsUrl: string;
  routingKey: string;
  /** What names the incident: the hash of Alertmanager's group key, or the alert's fingerprint. */
  dedup: "group_key" | "fingerprint";
  /** The path of PagerDuty's route, in place of the one the portal's own webhook is told. */
  route: string | null;
  /** What PagerDuty's route groups by; empty: as the portal's own webhook. */
  groupBy: readonly string[];
  onExpiry: "nothing" | "trigger";
}

export interface SlackSettings {
  /** Whoever knows it can post: a secret. */
  webhookUrl: string;
}

export interface OutboxSettings {
  /** Links of messages lead here. */
  portalUrl: string;
  pagerduty: PagerDutySettings | null;
  slack: SlackSettings | null;
}

/** Who is told, and how; null: not configured, nothing is told. */
export function outboxSettings(): OutboxSettings {
  const settings = env();
  return {
    portalUrl: settings.PORTAL_URL,
    pagerduty: settings.PAGERDUTY_ROUTING_KEY
      ? {
          eventsUrl: settings.PAGERDUTY_EVENTS_URL,
          routingKey: settings.PAGERDUTY_ROUTING_KEY,
          dedup: settings.PAGERDUTY_DEDUP,
          route: settings.PAGERDUTY_ROUTE ?? null,
          groupBy: settings.PAGERDUTY_GROUP_BY,
          onExpiry: settings.PAGERDUTY_ON_EXPIRY,
        }
      : null,
    slack: settings.SLACK_WEBHOOK_URL ? { webhookUrl: settings.SLACK_WEBHOOK_URL } : null,
  };
}
