import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AlertEvent } from "./alert-event";

/** A start further ahead than clocks drift is nonsense. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;

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
  const { receivedAt, sourceHealthy } = receipt;
  const usable = alert.startsAt !== null && alert.startsAt <= receivedAt + MAX_CLOCK_SKEW_MS;
  const { identity, startsAt, endsAt } = alert;
  const common = {
    identity,
    alert,
    startUncertain: !usable,
    source: null,
    suppression: null,
    receivedAt,
    ...originOf(receipt),
  };
  if (!alert.firing) return { ...common, event: { kind: "resolve", startsAt, endsAt, sourceHealthy } };
  const { confirmable = false } = receipt;
  return { ...common, event: { kind: "fire", startsAt: usable ? startsAt! : receivedAt, via: "webhook", confirmable } };
}

function originOf({ origin }: Receipt): Pick<AlertEvent, "origin"> {
  return origin ? { origin } : {};
}
