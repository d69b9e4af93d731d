import "server-only";
import { guardAlert, guardGroupKey } from "./guard-alert";
import { readWebhookAlert } from "./read-webhook-alert";

/**
 * The alerts of a delivery without what a person could be known by, to be stored; null when there was nothing. Of one
 * that holds such a thing only what is read later is kept, and Alertmanager's fingerprint, which could be guessed back
 * to its labels, is not.
 */
export function redactWebhook(
  alerts: readonly unknown[],
  groupKey: string | null,
): { alerts: unknown[]; groupKey: string | null } | null {
  let found = guardGroupKey(groupKey) !== groupKey;
  const redacted = alerts.map((raw) => {
    const alert = readWebhookAlert(raw);
    const clean = alert && guardAlert(alert);
    if (clean === alert) return raw;
    found = true;
    return { ...clean, fingerprint: clean?.labels === alert?.labels ? alert?.fingerprint : undefined };
  });
  return found ? { alerts: redacted, groupKey: guardGroupKey(groupKey) } : null;
}
