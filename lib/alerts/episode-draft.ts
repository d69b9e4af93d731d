import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { EpisodeFacts } from "./episode";
import type { EpisodeRow } from "./episode-row";
import { type SourceWords, saysTheSame } from "./source-words";

/** An episode as a batch of events will leave it; nothing is written yet. */
export interface EpisodeDraft {
  id: string;
  /** As it was read; null: the batch opens it. */
  stored: EpisodeRow | null;
  facts: EpisodeFacts;
  said: SourceWords;
  severity: string;
  /** Only of a new one: the alert that opened it, and when. */
  opening: { alert: AlertObservation; at: number; startUncertain: boolean } | null;
}

/** What each poll that lists an alert changes. */
const SIGHTING = new Set<keyof EpisodeFacts>(["lastSeenAt", "lapsesAt"]);

/** Whether the batch only saw again what was known: by far the most frequent case, and the one written most cheaply. */
export function isOnlySeenAgain({ stored, facts, said }: EpisodeDraft): boolean {
  if (stored === null || !saysTheSame(stored.said, said)) return false;
  const names = Object.keys(facts) as (keyof EpisodeFacts)[];
  return names.every((name) => SIGHTING.has(name) || facts[name] === stored.facts[name]);
}
