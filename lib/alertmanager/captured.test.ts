import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alertmanagerStatusSchema, polledAlertsSchema } from "./api-schema";
import { guardAlert } from "./guard-alert";
import { fingerprintOf } from "./identity";
import { isWatchdog, mapPolledAlert, mapWebhookAlert } from "./map-alert";
import { readWebhookAlert } from "./read-webhook-alert";
import { webhookSchema } from "./webhook-schema";

const FOLDER = "tests/fixtures/captured";
const read = (file: string): unknown => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));

describe.each(readdirSync(`${FOLDER}/webhooks`))("webhook %s", (file) => {
  const { body } = read(`webhooks/${file}`) as { body: { alerts: { fingerprint: string }[]; groupKey: string } };
  const webhook = webhookSchema.parse(body);
  const alerts = webhook.alerts.map((alert) =>
    mapWebhookAlert(guardAlert(readWebhookAlert(alert)!), webhook.groupKey ?? null),
  );

  test("is understood whole", () => {
    expect(alerts).toHaveLength(body.alerts.length);
    expect(alerts.every((alert) => alert.groupKey === body.groupKey)).toBe(true);
    for (const alert of alerts) {
      expect(alert.startsAt).toBeGreaterThan(Date.UTC(2026, 0));
      expect(alert.endsAt === null).toBe(alert.firing); // a firing alert carries Go's zero time
      expect(alert.alertname).not.toBe("");
    }
  });

  test("has the fingerprints that the portal computes for senders who leave them out", () => {
    expect(alerts.map((alert) => fingerprintOf(alert.labels))).toEqual(body.alerts.map((alert) => alert.fingerprint));
  });
});

describe.each(["0.25", "0.33"])("Alertmanager %s", (version) => {
  const alerts = (file: string) =>
    polledAlertsSchema.parse(read(`alertmanager-${version}/${file}`)).alerts.map(mapPolledAlert);

  test("its alerts, its start, and when Prometheus last spoke are read", () => {
    const all = alerts("alerts.json");
    expect(all.length).toBeGreaterThan(3);
    expect(all.filter(isWatchdog)).toHaveLength(1);
    expect(all.every((alert) => alert.updatedAt !== null && alert.startsAt !== null)).toBe(true);
    expect(alertmanagerStatusSchema.parse(read(`alertmanager-${version}/status.json`)).uptime).toMatch(/^2026-/);
  });

  test("silenced and inhibited are two facts, with what holds the alert back", () => {
    expect(alerts("alerts-silenced.json")[0]).toMatchObject({ silencedBy: [expect.any(String)], inhibitedBy: [] });
    const inhibited = alerts("alerts-with-inhibited.json").find((alert) => alert.inhibitedBy.length > 0);
    expect(inhibited).toMatchObject({ alertname: "SlowAIResponse", silencedBy: [] });
  });
});
