import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import { CLOUDWATCH_SOURCE } from "./cloudwatch-source";
import type { Step } from "./plan-events";

const MAX_TEXT = 200;

/** The ledger's subject of everything that happens to one episode: its timeline is read back by it. */
export function episodeSubject(id: string): { type: string; id: string } {
  return { type: "episode", id };
}

/** What the ledger says of a transition that a source, the clock or another alert made. */
export function entryOfStep(step: Step): NewAuditEntry {
  const { action, episodeId, before, after, event } = step;
  const detail =
    before === null
      ? openingDetail(step)
      : { from: before.state, to: after.state, version: after.version, ...particulars(step) };
  return { action, subject: episodeSubject(episodeId), detail, origin: event.origin };
}

function openingDetail({ after, event }: Step): NewAuditEntry["detail"] {
  const { alert } = event;
  return {
    alertname: alert?.alertname,
    severity: alert ? short(alert.severity) : undefined,
    team: alert?.team ? short(alert.team) : undefined,
    identity: event.identity,
    fingerprint: alert?.fingerprint,
    startsAt: iso(after.startsAt),
    startUncertain: event.startUncertain || undefined,
    via: viaOf(event.source),
  };
}

function particulars({ action, severity, before, after, event }: Step): NewAuditEntry["detail"] {
  const lost = before?.acknowledgement;
  const owner = { owner: lost?.name, ownerId: lost?.userId, acknowledgedAt: iso(lost?.at) };
  switch (action) {
    case "ACKNOWLEDGEMENT_EXPIRED":
      return { ...owner, expiresAt: iso(lost?.expiresAt), expirations: after.expirations };
    case "EPISODE_WORSENED": {
      const { episodeId, severity: worse = "" } = event.worsenedBy ?? {};
      return { ...owner, severity, worseEpisode: episodeId, worseSeverity: short(worse) };
    }
    default: {
      const via = event.alert ? viaOf(event.source) : "poll";
      return { endsAt: iso(after.endsAt), inferred: after.inferred || undefined, via };
    }
  }
}

let lastTime = { time: 0, text: new Date(0).toISOString() };

/** Alerts of one rule began together. */
function iso(time: number | null | undefined): string | undefined {
  if (time == null) return undefined;
  if (lastTime.time !== time) lastTime = { time, text: new Date(time).toISOString() };
  return lastTime.text;
}

function viaOf(source: string | null): string {
  if (source === CLOUDWATCH_SOURCE) return "CloudWatch";
  return source === null ? "webhook" : `poll of ${short(source)}`;
}

function short(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed();
}
