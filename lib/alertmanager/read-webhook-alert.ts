import { readTextMap, type TextMap } from "./text-map";

/** One alert of a delivery, cleaned. */
export interface WebhookAlert {
  status: "firing" | "resolved";
  labels: TextMap;
  annotations: TextMap;
  startsAt: string | undefined;
  endsAt: string | undefined;
  generatorURL: string | undefined;
  fingerprint: string | undefined;
}

/**
 * Reads one alert of a delivery; null when it has no usable label. Only labels are indispensable: older and third-party
 * senders leave the rest out, and what is not a text is as good as absent. By hand, for there may be ten thousand.
 */
export function readWebhookAlert(raw: unknown): WebhookAlert | null {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
  const given = raw as Record<string, unknown>;
  const labels = readTextMap(given.labels);
  if (labels === null || Object.keys(labels).length === 0) return null;
  return {
    status: given.status === "resolved" ? "resolved" : "firing",
    labels,
    annotations: readTextMap(given.annotations) ?? {},
    startsAt: textOf(given.startsAt),
    endsAt: textOf(given.endsAt),
    generatorURL: textOf(given.generatorURL),
    fingerprint: textOf(given.fingerprint),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
