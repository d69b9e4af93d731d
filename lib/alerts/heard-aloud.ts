import type { AlertEvent } from "./alert-event";
import type { EpisodeDraft } from "./episode-draft";

/**
 * The event, as what it proves. Alertmanager notifies of nothing that it holds back: a delivery that tells of a firing is
 * newer than a poll whose word has run out, for polls may have failed since, and then nothing holds the alert back. Pure.
 */
export function heardAloud(event: AlertEvent, known: Pick<EpisodeDraft, "facts" | "said"> | null): AlertEvent {
  const { event: happened, receivedAt } = event;
  const told = happened.kind === "fire" && happened.via === "webhook" && receivedAt !== undefined;
  const lapsesAt = known?.said.suppression ? known.facts.lapsesAt : null;
  if (!told || lapsesAt === null || receivedAt < lapsesAt) return event;
  return { ...event, suppression: { sourceState: "active", silencedBy: [], inhibitedBy: [], mutedBy: [] } };
}
