import { type HeldAlert, listedAlerts, type SimulatedAlertmanager, WATCHDOG } from "./simulated-alertmanager";

/** An answer to a poll, with what only the simulation knows of its worth. */
export interface Poll {
  askedAt: number;
  /** Everybody answered, nobody is young, and Prometheus spoke lately. */
  trustworthy: boolean;
  listed: Map<string, HeldAlert & { firing: true; suppressed: boolean }>;
}

const MINUTE = 60_000;

/** What these peers would say if the portal asked them now. */
export function hearPeers(peers: readonly SimulatedAlertmanager[], now: number): Poll {
  const answering = peers.filter((peer) => peer.reachable);
  const listed: Poll["listed"] = new Map();
  let spokeAt = Number.NEGATIVE_INFINITY;
  for (const peer of answering)
    for (const [alert, held] of listedAlerts(peer, now)) {
      const suppressed = peer.silenced.has(alert) && listed.get(alert)?.suppressed !== false;
      const known = listed.get(alert);
      const freshest = known && known.updatedAt > held.updatedAt ? known : held;
      if (alert === WATCHDOG) spokeAt = Math.max(spokeAt, held.updatedAt);
      else listed.set(alert, { ...freshest, firing: true, suppressed });
    }
  const settled = answering.every((peer) => now - peer.startedAt > 5 * MINUTE);
  const trustworthy = answering.length === peers.length && settled && now - spokeAt < 3 * MINUTE;
  return { askedAt: now, trustworthy, listed };
}

/** Whether the last poll and another one, at least so many minutes before it, and all between them lack the alert. */
export function isProvenAbsent(polls: readonly Poll[], alert: string, sightedAt: number, minutes: number): boolean {
  const last = polls.at(-1)!;
  for (const poll of polls.toReversed()) {
    if (!poll.trustworthy || poll.listed.has(alert) || poll.askedAt <= sightedAt) return false;
    if (last.askedAt - poll.askedAt >= minutes * MINUTE) return true;
  }
  return false;
}
