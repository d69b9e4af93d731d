import type { AlertEvent } from "./alert-event";
import type { EpisodeFacts } from "./episode";
import type { EpisodeRow } from "./episode-row";

/** Whether the event says nothing of the episode that was not known, but that it is still there. */
export function onlySeenAgain(row: EpisodeRow, facts: EpisodeFacts, event: AlertEvent): boolean {
  const { lastSeenAt: _before, ...before } = row.facts;
  const { lastSeenAt: _after, ...after } = facts;
  const sameFacts = (Object.keys(after) as (keyof typeof after)[]).every((key) => after[key] === before[key]);
  return sameFacts && sameSuppression(row, event) && sameAnnotations(row, event) && sameGroup(row, event);
}

function sameSuppression(row: EpisodeRow, { suppression, source }: AlertEvent): boolean {
  if (source !== null && source !== row.source) return false;
  if (!suppression) return true;
  return (
    suppression.sourceState === row.sourceState &&
    sameList(row.silencedBy, suppression.silencedBy) &&
    sameList(row.inhibitedBy, suppression.inhibitedBy) &&
    sameList(row.mutedBy, suppression.mutedBy)
  );
}

function sameList(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameAnnotations(row: EpisodeRow, { alert }: AlertEvent): boolean {
  if (!alert) return true;
  const names = Object.keys(alert.annotations);
  if (names.length !== Object.keys(row.annotations).length) return false;
  return names.every((name) => row.annotations[name] === alert.annotations[name]);
}

function sameGroup(row: EpisodeRow, { alert }: AlertEvent): boolean {
  return alert === null || alert.groupKey === null || alert.groupKey === row.groupKey;
}
