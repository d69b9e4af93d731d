import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AlertEvent } from "./alert-event";
import { MAX_CLOCK_SKEW_MS } from "./max-clock-skew";

/** The delivery an alert came with: when, by which request, and whether its source was then alive. */
export interface Receipt {
  receivedAt: number;
  sourceHealthy: boolean;
  /** Alertmanager answers polls. */
  confirmable?: boolean;
  origin?: RequestContext;
}

/** What one alert of a delivery means, as judged at its receipt, however long it waited since. Pure. */
export function webhookEvent(alert: AlertObservation, receipt: Receipt): AlertEvent {
  const { receivedAt, origin } = receipt;
  const usable = alert.startsAt !== null && alert.startsAt <= receivedAt + MAX_CLOCK_SKEW_MS;
  return {
    identity: alert.identity,
    event: meaningOf(alert, receipt, usable),
    alert,
    startUncertain: !usable,
    source: null,
    suppression: null,
    receivedAt,
    origin,
  };
}

function meaningOf(alert: AlertObservation, receipt: Receipt, usable: boolean): AlertEvent["event"] {
  const { startsAt, endsAt } = alert;
  const { receivedAt, sourceHealthy, confirmable = false } = receipt;
  if (!alert.firing) return { kind: "resolve", startsAt, endsAt, sourceHealthy };
  return { kind: "fire", startsAt: usable ? startsAt! : receivedAt, via: "webhook", confirmable };
}
