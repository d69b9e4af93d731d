import "server-only";
import type { AlertmanagerSnapshot } from "@/lib/alertmanager/client";
import { isWatchdog, mapPolledAlert, type PolledObservation } from "@/lib/alertmanager/map-alert";
import { redactionSource } from "@/lib/phi/redaction-source";

/** A snapshot and whose it is. */
export interface NamedSnapshot extends Omit<AlertmanagerSnapshot, "unreadable"> {
  name: string;
}

/** What all Alertmanagers together know: each alert once, with the name of one that has it. */
export interface MergedSnapshot {
  alerts: Map<string, { alert: PolledObservation; source: string }>;
  /** When Prometheus last spoke of the Watchdog (epoch ms); null: no Alertmanager has it. */
  watchdogAt: number | null;
}

/**
 * Peers of a cluster list the same alert. The one that Prometheus spoke to last knows since when it fires: another may
 * still hold the firing before. It is suppressed only when every one of them holds it back, and it lapses with the first
 * that lets it.
 */
export function mergeSnapshots(snapshots: readonly NamedSnapshot[]): MergedSnapshot {
  const merged: MergedSnapshot = { alerts: new Map(), watchdogAt: null };
  for (const snapshot of snapshots) {
    const alerts = redactionSource.run(`alertmanager ${snapshot.name}`, () => snapshot.alerts.map(mapPolledAlert));
    for (const alert of alerts) {
      if (isWatchdog(alert)) merged.watchdogAt = Math.max(merged.watchdogAt ?? 0, alert.updatedAt ?? 0) || null;
      else add(merged.alerts, alert, snapshot.name);
    }
  }
  return merged;
}

function add(alerts: MergedSnapshot["alerts"], alert: PolledObservation, source: string): void {
  const known = alerts.get(alert.identity);
  if (!known) {
    alerts.set(alert.identity, { alert, source });
    return;
  }
  const freshest = (known.alert.updatedAt ?? 0) > (alert.updatedAt ?? 0) ? known : { alert, source };
  const { sourceState, silencedBy, inhibitedBy, mutedBy } = isSuppressed(alert) ? known.alert : alert;
  const ends = [known.alert.endsAt, alert.endsAt].filter((end) => end !== null);
  const endsAt = ends.length > 0 ? Math.min(...ends) : null;
  const merged = { ...freshest.alert, endsAt, sourceState, silencedBy, inhibitedBy, mutedBy };
  alerts.set(alert.identity, { source: freshest.source, alert: merged });
}

function isSuppressed(alert: PolledObservation): boolean {
  return alert.silencedBy.length > 0 || alert.inhibitedBy.length > 0 || alert.mutedBy.length > 0;
}
