import "server-only";
import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { timeOrderedId } from "@/lib/db/time-ordered-id";
import type { AlertEvent } from "./alert-event";
import { decide, type EpisodeFacts, type TransitionAction } from "./episode";
import type { EpisodeDraft } from "./episode-draft";
import { entryOfStep } from "./episode-entry";
import type { EpisodeRow } from "./episode-row";
import { heardAloud } from "./heard-aloud";
import { NOTHING_SAID, withWordsOf } from "./source-words";
import { entryOfSuppression } from "./suppression-entry";

/** One accepted transition. */
export interface Step {
  episodeId: string;
  action: "EPISODE_OPENED" | TransitionAction;
  severity: string;
  /** Null: it opened. */
  before: EpisodeFacts | null;
  after: EpisodeFacts;
  event: AlertEvent;
}

/** What a batch of events makes of the episodes it touches. */
export interface Plan {
  drafts: EpisodeDraft[];
  /** In the order of the events, alert by alert; `entries` also tell of what holds alerts back. */
  steps: Step[];
  entries: NewAuditEntry[];
  /** Events that changed nothing, not even when the alert was last seen. */
  ignored: number;
  /** Those of them that wait for a poll. */
  unconfirmed: number;
}

/**
 * Puts events through the state machine in memory. Events of one alert must stand together, in their order; `latest` is
 * the newest stored episode of each alert, `now` the database's time. However often an alert occurs, each of its
 * episodes is written once, and each accepted transition has its entry.
 */
export function planEvents(events: readonly AlertEvent[], latest: ReadonlyMap<string, EpisodeRow>, now: number): Plan {
  const plan: Plan = { drafts: [], steps: [], entries: [], ignored: 0, unconfirmed: 0 };
  let identity: string | null = null;
  let draft: EpisodeDraft | null = null;
  for (const event of events) {
    if (event.identity !== identity) {
      identity = event.identity;
      draft = storedDraft(latest.get(identity));
      if (draft) plan.drafts.push(draft);
    }
    draft = planOne(plan, draft, heardAloud(event, draft), now);
  }
  return plan;
}

function storedDraft(stored: EpisodeRow | undefined): EpisodeDraft | null {
  if (!stored) return null;
  const { id, facts, said, severity } = stored;
  return { id, stored, facts, said, severity, opening: null };
}

/** The alert's newest episode after the event. */
function planOne(plan: Plan, draft: EpisodeDraft | null, event: AlertEvent, now: number): EpisodeDraft | null {
  const before = draft?.facts ?? null;
  const at = timeOf(event, before, now);
  const decision = decide(before, event.event, at);
  if (decision.kind === "open" && event.alert) {
    const opened = opening(event, event.alert, decision.next, at);
    plan.drafts.push(opened);
    keep(plan, opened, { action: "EPISODE_OPENED", before: null, event });
    return opened;
  }
  if (decision.kind !== "change" || !draft || !before) {
    plan.ignored += 1;
    if (decision.kind === "ignore" && decision.reason === "unconfirmed") plan.unconfirmed += 1;
    return draft;
  }
  const held = draft.said.suppression;
  draft.facts = decision.next;
  draft.said = withWordsOf(draft.said, event);
  keep(plan, draft, { action: decision.action, before, event }, held);
  return draft;
}

/** A delivery that waited counts when it came, yet never before what is known already. */
function timeOf({ receivedAt }: AlertEvent, known: EpisodeFacts | null, now: number): number {
  if (receivedAt === undefined) return now;
  return Math.max(receivedAt, known?.lastSeenAt ?? 0, known?.resolvedAt ?? 0, known?.acknowledgement?.at ?? 0);
}

function opening(event: AlertEvent, alert: AlertObservation, facts: EpisodeFacts, at: number): EpisodeDraft {
  const { severity } = alert;
  const said = withWordsOf(NOTHING_SAID, event);
  const { startUncertain } = event;
  return { id: timeOrderedId(), stored: null, facts, said, severity, opening: { alert, at, startUncertain } };
}

function keep(
  plan: Plan,
  { id, severity, facts }: EpisodeDraft,
  { action, before, event }: Pick<Step, "before" | "event"> & { action: Step["action"] | null },
  held: EpisodeDraft["said"]["suppression"] = null,
): void {
  if (action) {
    const step = { episodeId: id, action, severity, before, after: facts, event };
    plan.steps.push(step);
    plan.entries.push(entryOfStep(step));
  }
  const entry = entryOfSuppression(id, held, event.suppression);
  if (entry) plan.entries.push(entry);
}
