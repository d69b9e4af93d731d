import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { AlertEvent } from "./alert-event";
import type { Change, Opening } from "./write-episodes";

const MAX_TEXT = 200;

/** The ledger's subject of everything that happens to one episode: its timeline is read back by it. */
export function episodeSubject(id: string): { type: string; id: string } {
  return { type: "episode", id };
}

export function entryOfOpening({ id, facts, event, alert }: Opening): NewAuditEntry {
  return {
    action: "EPISODE_OPENED",
    subject: episodeSubject(id),
    detail: {
      alertname: alert.alertname,
      severity: short(alert.severity),
      team: alert.team ? short(alert.team) : undefined,
      identity: alert.identity,
      fingerprint: alert.fingerprint,
      startsAt: new Date(facts.startsAt).toISOString(),
      startUncertain: event.startUncertain || undefined,
      via: viaOf(event.source),
    },
  };
}

/** Null for a sighting: it is no transition. */
export function entryOfChange(change: Change & { event: AlertEvent }): NewAuditEntry | null {
  const { row, facts, action } = change;
  if (action === null) return null;
  const common = { from: row.facts.state, to: facts.state, version: facts.version };
  return { action, subject: episodeSubject(row.id), detail: { ...common, ...particulars(change) } };
}

function particulars({ row, facts, action, event }: Change & { event: AlertEvent }) {
  const iso = (time: number | null | undefined) => (time == null ? undefined : new Date(time).toISOString());
  const lost = row.facts.acknowledgement;
  const owner = { owner: lost?.name, ownerId: lost?.userId, acknowledgedAt: iso(lost?.at) };
  switch (action) {
    case "ACKNOWLEDGEMENT_EXPIRED":
      return { ...owner, expiresAt: iso(lost?.expiresAt), expirations: facts.expirations };
    case "EPISODE_WORSENED": {
      const { episodeId, severity = "" } = event.worsenedBy ?? {};
      return { ...owner, severity: row.severity, worseEpisode: episodeId, worseSeverity: short(severity) };
    }
    default: {
      const via = event.alert ? viaOf(event.source) : "poll";
      return { endsAt: iso(facts.endsAt), inferred: facts.inferred || undefined, via };
    }
  }
}

function viaOf(source: string | null): string {
  return source === null ? "webhook" : `poll of ${short(source)}`;
}

function short(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed();
}
