import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { EpisodeEvent } from "./episode";

/** What Alertmanager holds back, by the ids of the silences and the fingerprints of the inhibiting alerts. */
export interface Suppression {
  silencedBy: string[];
  inhibitedBy: string[];
}

/** Something that happened to an alert. `alert` is null when nothing was said of it: a poll no longer lists it. */
export interface AlertEvent {
  identity: string;
  event: EpisodeEvent;
  alert: AlertObservation | null;
  /** The source gave no usable start. */
  startUncertain: boolean;
  /** The Alertmanager it was seen in; null: by webhook, which does not say. */
  source: string | null;
  suppression: Suppression | null;
}
