import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { AlertEvent } from "./alert-event";
import { mayBelieveResolve, type WatchdogLegs } from "./source-pulse";

/** A start further ahead than clocks drift is nonsense. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** What one alert of a delivery that arrived at `now` means, given how alive its source is. Pure. */
export function webhookEvent(alert: AlertObservation, legs: WatchdogLegs, now: number): AlertEvent {
  const usable = alert.startsAt !== null && alert.startsAt <= now + MAX_CLOCK_SKEW_MS;
  const { identity, startsAt, endsAt } = alert;
  const common = { identity, alert, startUncertain: !usable, source: null, suppression: null };
  if (!alert.firing)
    return { ...common, event: { kind: "resolve", startsAt, endsAt, sourceHealthy: mayBelieveResolve(legs, now) } };
  return { ...common, event: { kind: "fire", startsAt: usable ? startsAt! : now, via: "webhook" } };
}
