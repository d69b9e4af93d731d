import { pulseOf, type WatchdogLegs } from "./source-pulse";

/** The part of an alert's way to the portal that is silent. "unwatched": no Watchdog ever came, so nothing is known. */
export const SILENT_PARTS = ["prometheus", "alertmanager", "polls", "webhook", "unwatched"] as const;
export type SilentPart = (typeof SILENT_PARTS)[number];

/** Epoch ms of the last sign of each; null: never. */
export interface SourceSigns extends WatchdogLegs {
  answeredPoll: number | null;
  delivered: number | null;
}

export interface Silence {
  silent: SilentPart | null;
  since: number | null;
}

/** Polls run every half minute: this long without an answer is silence. */
const ANSWER_MS = 3 * 60_000;
const NONE: Silence = { silent: null, since: null };

/**
 * Which part is silent at `now`, and since when; what is not silent may be believed. The Watchdog is judged on both of
 * its ways: a way that died alone is named, for then only half of what the portal stands on is left. Pure.
 */
export function silenceOf(signs: SourceSigns, now: number): Silence {
  const { webhook, poll, answeredPoll, delivered } = signs;
  const decisive = poll ?? webhook;
  if (decisive === null) return { silent: "unwatched", since: null };
  const webhookPulse = pulseOf(webhook, now);
  if (pulseOf(decisive, now) === "alive") return webhookPulse === "dead" ? { silent: "webhook", since: webhook } : NONE;
  const isSilent = (sign: number | null) => sign === null || now - sign >= ANSWER_MS;
  if (poll !== null && isSilent(answeredPoll) && webhookPulse === "alive")
    return { silent: "polls", since: answeredPoll ?? poll };
  if (isSilent(answeredPoll) && isSilent(delivered))
    return { silent: "alertmanager", since: latest(answeredPoll, delivered) ?? decisive };
  return { silent: "prometheus", since: decisive };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
