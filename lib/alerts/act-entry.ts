import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { AuditAction } from "@/lib/audit/entry";
import type { EpisodeFacts, Refusal, TransitionAction } from "./episode";
import { episodeSubject } from "./episode-entry";
import type { EpisodeRow } from "./episode-row";

/** A transition that a person made. */
export interface PersonChange {
  row: EpisodeRow;
  facts: EpisodeFacts;
  action: TransitionAction;
}

/**
 * The ledger's entry of what a person did. It follows from the change alone, so it is the same whichever screen or
 * verb it came from. `words` are the person's own.
 */
export function entryOfAct(change: PersonChange, words: string | null): NewAuditEntry {
  const { row, facts, action } = change;
  const common = { from: row.facts.state, version: facts.version };
  return { action, subject: episodeSubject(row.id), detail: { ...common, ...particulars(change, words) } };
}

/** The ledger's entry of an attempt that changed nothing. */
export function entryOfRefusal({ id, facts }: EpisodeRow, action: AuditAction, reason: Refusal): NewAuditEntry {
  const { state, version, acknowledgement } = facts;
  const owner = state === "acknowledged" ? acknowledgement?.name : undefined;
  return { action, outcome: "denied", subject: episodeSubject(id), detail: { reason, from: state, version, owner } };
}

function particulars({ row, facts, action }: PersonChange, words: string | null) {
  const expiresAt = facts.acknowledgement?.expiresAt ? new Date(facts.acknowledgement.expiresAt).toISOString() : null;
  const before = { owner: row.facts.acknowledgement?.name, ownerId: row.facts.acknowledgement?.userId };
  switch (action) {
    case "ALERT_ACKNOWLEDGED":
      return { note: words, expiresAt };
    case "ALERT_TAKEN_OVER":
      return { reason: words, expiresAt, previousOwner: before.owner, previousOwnerId: before.ownerId };
    case "ALERT_UNACKNOWLEDGED":
      return { reason: words, ...before };
    default:
      return { note: words };
  }
}
