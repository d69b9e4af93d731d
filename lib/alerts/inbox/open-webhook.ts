import "server-only";
import { setImmediate as nextTick } from "node:timers/promises";
import { type Guarded, guardAlert, guardGroupKey } from "@/lib/alertmanager/guard-alert";
import { type AlertObservation, isWatchdog, mapWebhookAlert } from "@/lib/alertmanager/map-alert";
import { readWebhookAlert, type WebhookAlert } from "@/lib/alertmanager/read-webhook-alert";
import { redactWebhook } from "@/lib/alertmanager/redact-webhook";
import { webhookSchema } from "@/lib/alertmanager/webhook-schema";
import { PortalError } from "@/lib/errors";
import { parseJson } from "@/lib/http/parse-json";
import { refuseIntricate } from "@/lib/http/refuse-intricate";
import { redactionSource } from "@/lib/phi/redaction-source";
import type { OpenedDelivery } from "./opened-delivery";
import { sealedBody } from "./sealed-body";

/** Alerts read in one go, about a millisecond: others' requests are answered in between. */
const SLICE = 100;

/** Alerts of a body that is looked through before it is stored; a larger one is sealed instead, which is quicker. */
const MAX_REDACTED = 20;
const SOURCE = "alertmanager webhook";

/** Opens a body of Alertmanager's webhook. Throws 400 for one that can never be right, whoever sends it again. */
export function openWebhook(body: Uint8Array): OpenedDelivery {
  refuseIntricate(body);
  const given = parseJson(body);
  const parsed = webhookSchema.safeParse(given);
  if (!parsed.success) throw new PortalError("bad_request", "This is not a webhook body of version 4.");
  const { alerts, truncatedAlerts: truncated, groupKey: givenKey = null } = parsed.data;
  const groupKey = redactionSource.run(SOURCE, () => guardGroupKey(givenKey));
  let clean: readonly (Guarded<WebhookAlert> | null)[] | undefined;
  const observe = (raw: unknown, index?: number): AlertObservation | null => {
    const alert = clean && index !== undefined ? clean[index] : guarded(raw);
    return alert ? mapWebhookAlert(alert, groupKey) : null;
  };
  if (alerts.length > 0 && !alerts.some((raw) => readWebhookAlert(raw) !== null))
    throw new PortalError("bad_request", "None of the alerts can be read.");
  const watchdog = alerts.some((raw) => {
    const alert = namesWatchdog(raw) ? observe(raw) : null;
    return alert !== null && isWatchdog(alert) && alert.firing;
  });
  const observed: (AlertObservation | null)[] = [];
  return {
    alerts: alerts.length,
    bytes: body.byteLength,
    truncated,
    watchdog,
    async atRest() {
      // A storm's receipt may not take as long as looking through all of it does: until then nobody reads it.
      if (alerts.length > MAX_REDACTED) return sealedBody.seal(body);
      const redacted = redactionSource.run(SOURCE, () => redactWebhook(given as object, alerts, groupKey));
      clean = redacted.alerts;
      if (!redacted.found) return body;
      const kept = redacted.alerts;
      return Buffer.from(
        JSON.stringify({ version: "4", truncatedAlerts: truncated, groupKey: groupKey ?? undefined, alerts: kept }),
      );
    },
    async read(from, to) {
      while (observed.length < to) {
        if (observed.length > 0) await nextTick();
        const start = observed.length;
        for (const [at, raw] of alerts.slice(start, start + SLICE).entries()) observed.push(observe(raw, start + at));
      }
      const wanted = observed.slice(from, to);
      const readable = wanted.filter((alert) => alert !== null);
      return { readable, refused: wanted.length - readable.length };
    },
  };
}

function guarded(raw: unknown): Guarded<WebhookAlert> | null {
  const alert = readWebhookAlert(raw);
  return alert && redactionSource.run(SOURCE, () => guardAlert(alert));
}

/** A cheap look, so that only the one alert in thousands that may be it is read for it. */
function namesWatchdog(raw: unknown): boolean {
  return (raw as { labels?: { alertname?: unknown } } | null)?.labels?.alertname === "Watchdog";
}
