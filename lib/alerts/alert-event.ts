import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { RequestContext } from "@/lib/telemetry/context";
import type { EpisodeEvent } from "./episode";

/** How Alertmanager names it; `unprocessed`: received, not yet routed. Never the portal's own state. */
export type SourceState = "active" | "suppressed" | "unprocessed";

/** What Alertmanager holds back: ids of silences, fingerprints of inhibiting alerts, names of time intervals. */
export interface Suppression {
  sourceState: SourceState;
  silencedBy: string[];
  inhibitedBy: string[];
  mutedBy: string[];
}

/**
 * Something that happened to an alert. `alert` is null when nothing was said of it: a poll no longer lists it, or the
 * clock or another alert did it.
 */
export interface AlertEvent {
  identity: string;
  event: EpisodeEvent;
  alert: AlertObservation | null;
  /** The source gave no usable start. */
  startUncertain: boolean;
  /** The Alertmanager it was seen in; null: by webhook, which does not say. */
  source: string | null;
  suppression: Suppression | null;
  /** Of a `worsen`: the episode that began to fire with a worse severity. */
  worsenedBy?: { episodeId: string; severity: string };
  /** When a delivery brought it (epoch ms), which may have waited since; left out: it is news of this moment. */
  receivedAt?: number;
  /** The request that brought it, for the ledger; left out: the caller's own. */
  origin?: RequestContext;
}
