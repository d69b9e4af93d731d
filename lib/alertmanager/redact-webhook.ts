import "server-only";
import { guardAlert, guardGroupKey } from "./guard-alert";
import { readWebhookAlert, type WebhookAlert } from "./read-webhook-alert";

interface RedactedWebhook {
  /** In their order, as far as they are read later; null: not readable. */
  alerts: (WebhookAlert | null)[];
  groupKey: string | null;
  /** Whether there was anything a person could be known by. */
  found: boolean;
}

/**
 * The alerts of a delivery without what a person could be known by. Of one that held such a thing in a label,
 * Alertmanager's fingerprint, which could be guessed back to it, is not kept.
 */
export function redactWebhook(given: readonly unknown[], givenKey: string | null): RedactedWebhook {
  const groupKey = guardGroupKey(givenKey);
  let found = groupKey !== givenKey;
  const alerts = given.map((raw) => {
    const alert = readWebhookAlert(raw);
    const clean = alert && guardAlert(alert);
    if (clean === alert) return alert;
    found = true;
    return clean?.labels === alert?.labels ? clean : guardAlert({ ...clean!, fingerprint: undefined });
  });
  return { alerts, groupKey, found };
}
