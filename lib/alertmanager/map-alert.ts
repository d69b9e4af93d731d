import "server-only";
import type { PolledAlert } from "./api-schema";
import { type Guarded, guardAlert } from "./guard-alert";
import { fingerprintOf, identityOf } from "./identity";
import type { WebhookAlert } from "./read-webhook-alert";
import { storableText, type TextMap } from "./text-map";

/** One sighting of an alert, by webhook or by poll, in the portal's own terms. Times are epoch ms of the source. */
export interface AlertObservation {
  identity: string;
  fingerprint: string;
  alertname: string;
  severity: string;
  team: string | null;
  labels: TextMap;
  annotations: TextMap;
  generatorUrl: string | null;
  /** Alertmanager's name for the group it notified; null: not told, a poll never tells. */
  groupKey: string | null;
  firing: boolean;
  /** Null when the sender gave none that can be used. */
  startsAt: number | null;
  endsAt: number | null;
}

/** A sighting by poll also knows what Alertmanager holds back, and when Prometheus last spoke of the alert. */
export interface PolledObservation extends AlertObservation {
  sourceState: PolledAlert["status"]["state"];
  silencedBy: string[];
  inhibitedBy: string[];
  mutedBy: string[];
  updatedAt: number | null;
}

const FINGERPRINT = /^[0-9a-f]{16}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const ZERO_TIME = "0001-01-01T00:00:00Z";
const YEAR_TWO = Date.parse("0002-01-01T00:00:00Z");
const MAX_URL = 4_000;
const MAX_NAME = 200;

/** The alert that always fires: its absence means that monitoring itself is silent. Never an episode. */
export function isWatchdog(alert: AlertObservation): boolean {
  return alert.alertname === "Watchdog";
}

/** `groupKey` is the guarded one: a delivery has one for all its alerts. */
export function mapWebhookAlert(alert: Guarded<WebhookAlert>, groupKey: string | null): AlertObservation {
  return observationOf(alert, groupKey, alert.status === "firing");
}

export function mapPolledAlert(alert: PolledAlert): PolledObservation {
  return {
    ...observationOf(guardAlert(alert), null, true),
    sourceState: alert.status.state,
    silencedBy: alert.status.silencedBy.map(storableText),
    inhibitedBy: alert.status.inhibitedBy.map(storableText),
    mutedBy: alert.status.mutedBy.map(storableText),
    updatedAt: readTime(alert.updatedAt),
  };
}

function observationOf(
  alert: Guarded<WebhookAlert | PolledAlert>,
  groupKey: string | null,
  firing: boolean,
): AlertObservation {
  const { labels, annotations, generatorURL, fingerprint } = alert;
  return {
    identity: identityOf(labels),
    fingerprint: fingerprint && FINGERPRINT.test(fingerprint) ? fingerprint : fingerprintOf(labels),
    alertname: (labels.alertname ?? "Alert without a name").slice(0, MAX_NAME).toWellFormed(),
    severity: (labels.severity ?? "none").toLowerCase().slice(0, MAX_NAME).toWellFormed(),
    team: labels.team?.slice(0, MAX_NAME).toWellFormed() ?? null,
    labels,
    annotations,
    groupKey,
    firing,
    generatorUrl: generatorURL ? storableText(generatorURL.slice(0, MAX_URL)) : null,
    startsAt: readTime(alert.startsAt),
    endsAt: readTime(alert.endsAt),
  };
}

let lastTime: { text: string; time: number | null } = { text: "", time: null };

/** Alerts of one rule began together, and come together. */
function readTime(text: string | undefined): number | null {
  if (!text || text === ZERO_TIME) return null;
  if (text !== lastTime.text) lastTime = { text, time: parsedTime(text) };
  return lastTime.time;
}

/** RFC 3339 to epoch ms; null for nonsense and for Go's zero time (year 1), which means "not set". */
function parsedTime(text: string): number | null {
  if (!RFC_3339.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) || time < YEAR_TWO ? null : time;
}
