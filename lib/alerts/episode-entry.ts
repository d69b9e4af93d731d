import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
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
export function entryOfChange({ row, facts, action, event }: Change): NewAuditEntry | null {
  if (action === null) return null;
  return {
    action,
    subject: episodeSubject(row.id),
    detail: {
      from: row.facts.state,
      to: facts.state,
      version: facts.version,
      endsAt: facts.endsAt === null ? undefined : new Date(facts.endsAt).toISOString(),
      inferred: facts.inferred || undefined,
      via: event.alert ? viaOf(event.source) : "poll",
    },
  };
}

function viaOf(source: string | null): string {
  return source === null ? "webhook" : `poll of ${short(source)}`;
}

function short(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed();
}
