import type { PolledObservation } from "@/lib/alertmanager/map-alert";
import type { AlertEvent } from "./alert-event";

/** What it means that `source` listed this alert when it was asked at `observedAt`. Pure. */
export function pollEvent(alert: PolledObservation, source: string, observedAt: number): AlertEvent {
  const { identity, endsAt: lapsesAt, sourceState, silencedBy, inhibitedBy, mutedBy } = alert;
  return {
    identity,
    alert,
    event: {
      kind: "fire",
      startsAt: Math.min(alert.startsAt ?? observedAt, observedAt),
      via: "poll",
      observedAt,
      toldAt: Math.min(alert.updatedAt ?? observedAt, observedAt),
      lapsesAt,
    },
    startUncertain: alert.startsAt === null,
    source,
    suppression: { sourceState, silencedBy, inhibitedBy, mutedBy },
  };
}
