import "server-only";
import { guardAlert, guardGroupKey, isCleanAbout } from "./guard-alert";
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
 * Alertmanager's fingerprint, which could be guessed back to it, is not kept. What stands in the body beside the alerts
 * is read by nobody, and kept only when all of it is clean.
 */
export function redactWebhook(body: object, given: readonly unknown[], givenKey: string | null): RedactedWebhook {
  const groupKey = guardGroupKey(givenKey);
  const sentKey = (body as { groupKey?: unknown }).groupKey ?? null;
  let found = groupKey !== sentKey || !isCleanAbout(body);
  const alerts = given.map((raw) => {
    const alert = readWebhookAlert(raw);
    const clean = alert && guardAlert(alert);
    // Of one that cannot be read nobody knows what it holds.
    if (clean === alert && alert !== null) return alert;
    found = true;
    return clean?.labels === alert?.labels ? clean : guardAlert({ ...clean!, fingerprint: undefined });
  });
  return { alerts, groupKey, found };
}
