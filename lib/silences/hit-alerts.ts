import "server-only";
import type { PolledObservation } from "@/lib/alertmanager/map-alert";
import { db } from "@/lib/db/client";
import type { HitAlert } from "./silence-view";

const MAX_LISTED = 200;
const FIRST = ["critical", "warning"];

/** Alerts for a list, the most severe first, each with its open episode where there is one. */
export async function hitAlerts(alerts: readonly PolledObservation[]): Promise<HitAlert[]> {
  const listed = [...alerts].sort(bySeverityAndName).slice(0, MAX_LISTED);
  const episodes = await openEpisodes(listed.map((alert) => alert.identity));
  return listed.map(({ identity, alertname, severity, labels, silencedBy, inhibitedBy, mutedBy }) => ({
    alertname,
    severity,
    labels,
    episodeId: episodes.get(identity) ?? null,
    heldBack: silencedBy.length + inhibitedBy.length + mutedBy.length > 0,
  }));
}

async function openEpisodes(identities: readonly string[]): Promise<Map<string, string>> {
  const rows = await (await db()).episode.findMany({
    where: { identity: { in: [...identities] }, state: { not: "resolved" } },
    select: { id: true, identity: true },
  });
  return new Map(rows.map((row) => [row.identity, row.id]));
}

function bySeverityAndName(a: PolledObservation, b: PolledObservation): number {
  return rank(a.severity) - rank(b.severity) || (a.alertname < b.alertname ? -1 : a.alertname > b.alertname ? 1 : 0);
}

function rank(severity: string): number {
  const place = FIRST.indexOf(severity);
  return place === -1 ? FIRST.length : place;
}
