import { guardAlert } from "@/lib/alertmanager/guard-alert";
import { identityOf } from "@/lib/alertmanager/identity";
import { mapWebhookAlert } from "@/lib/alertmanager/map-alert";
import { readWebhookAlert } from "@/lib/alertmanager/read-webhook-alert";
import { listedAlerts, type SimulatedAlertmanager } from "./simulated-alertmanager";
import type { Message } from "./simulated-world";

/** The alerts that may burn. The first two are one trouble in two severities. */
export const ALERTS = ["DiskWillFill/warning", "DiskWillFill/critical", "HighErrorRate/critical"] as const;

const ZERO_TIME = "0001-01-01T00:00:00Z";
const iso = (time: number) => new Date(time).toISOString();

export function labelsOf(alert: string): Record<string, string> {
  const [alertname = "", severity = "none"] = alert.split("/");
  return { alertname, severity, service: "medinovai", team: "platform" };
}

/** A delivery as Alertmanager's webhook sends it. */
export function webhookBody(message: Message) {
  return {
    version: "4",
    truncatedAlerts: 0,
    alerts: message.map(({ alert, status, startsAt, endsAt }) => ({
      status,
      labels: labelsOf(alert),
      annotations: {},
      startsAt: iso(startsAt),
      endsAt: status === "firing" ? ZERO_TIME : iso(endsAt),
    })),
  };
}

export type WebhookBody = ReturnType<typeof webhookBody>;

/** The answer of GET /api/v2/alerts. */
export function apiAlerts(peer: SimulatedAlertmanager, now: number) {
  return listedAlerts(peer, now).map(([alert, { startsAt, endsAt, updatedAt }]) => {
    const silencedBy = peer.silenced.has(alert) ? ["f0e1d2c3-0000-4000-8000-000000000000"] : [];
    return {
      labels: labelsOf(alert),
      annotations: {},
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      updatedAt: iso(updatedAt),
      fingerprint: "",
      status: {
        state: silencedBy.length > 0 ? ("suppressed" as const) : ("active" as const),
        silencedBy,
        inhibitedBy: [],
        mutedBy: [],
      },
    };
  });
}

/** The alert as the portal's own reader of webhooks sees it. */
export function observationOf(alert: string) {
  const read = readWebhookAlert({ status: "firing", labels: labelsOf(alert), annotations: {} })!;
  return mapWebhookAlert(guardAlert(read), null);
}

const identities = new Map(ALERTS.map((alert) => [identityOf(labelsOf(alert)), alert as string]));

/** Which simulated alert an identity belongs to. */
export function alertOf(identity: string): string {
  return identities.get(identity) ?? "unknown";
}
