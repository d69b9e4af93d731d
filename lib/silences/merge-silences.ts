import "server-only";
import { isWatchdog, mapPolledAlert, type PolledObservation } from "@/lib/alertmanager/map-alert";
import { mayKnow } from "@/lib/alertmanager/security-scope";
import type { PostedSilence } from "@/lib/alertmanager/silence-schema";
import type { Actor } from "@/lib/auth/actor";
import { redactionSource } from "@/lib/phi/redaction-source";
import type { Reading, Readings } from "./read-alertmanagers";

/** A silence once, however many peers have it. */
export interface KnownSilence {
  posted: PostedSilence;
  /** Those that have it, in the order of the configuration. */
  readings: Reading[];
}

/** Peers may be a moment behind one another: the latest change counts. */
export function mergeSilences({ groups }: Readings): Map<string, KnownSilence> {
  const merged = new Map<string, KnownSilence>();
  for (const reading of groups.flat())
    for (const posted of reading.silences) {
      const known = merged.get(posted.id);
      if (!known) merged.set(posted.id, { posted, readings: [reading] });
      else {
        known.readings.push(reading);
        if (Date.parse(posted.updatedAt) > Date.parse(known.posted.updatedAt)) known.posted = posted;
      }
    }
  return merged;
}

/** The alerts that a silence holds back now, each once, as far as the actor may know; null when nobody said. */
export function heldBackBy({ posted, readings }: KnownSilence, actor: Actor): PolledObservation[] | null {
  if (readings.every(({ heldBack }) => heldBack === null)) return null;
  const alerts = new Map<string, PolledObservation>();
  for (const { client, heldBack } of readings) {
    const held = (heldBack ?? []).filter(({ status }) => status.silencedBy.includes(posted.id));
    const mapped = redactionSource.run(`alertmanager ${client.name}`, () => held.map(mapPolledAlert));
    for (const alert of mapped) alerts.set(alert.identity, alert);
  }
  return [...alerts.values()].filter((alert) => mayKnow(actor, alert));
}

/** The Watchdog is no alert that anybody waits for: it is told apart wherever alerts are counted. */
export function withoutWatchdog(alerts: readonly PolledObservation[]): PolledObservation[] {
  return alerts.filter((alert) => !isWatchdog(alert));
}
