import "server-only";
import { type Guarded, guardAlert, isCleanAbout } from "./guard-alert";
import { readWebhookAlert, type WebhookAlert } from "./read-webhook-alert";

interface RedactedWebhook {
  /** In their order, as far as they are read later; null: not readable. */
  alerts: (Guarded<WebhookAlert> | null)[];
  /** Whether there was anything a person could be known by. */
  found: boolean;
}

/**
 * The alerts of a delivery without what a person could be known by. What stands in the body beside the alerts is read by
 * nobody, and kept only when all of it is clean. `groupKey` is the guarded one.
 */
export function redactWebhook(body: object, given: readonly unknown[], groupKey: string | null): RedactedWebhook {
  const sentKey = (body as { groupKey?: unknown }).groupKey ?? null;
  let found = groupKey !== sentKey || !isCleanAbout(body);
  const alerts = given.map((raw) => {
    const alert = readWebhookAlert(raw);
    const clean = alert && guardAlert(alert);
    // Of one that cannot be read nobody knows what it holds.
    if (clean === null || clean !== alert) found = true;
    return clean;
  });
  return { alerts, found };
}
