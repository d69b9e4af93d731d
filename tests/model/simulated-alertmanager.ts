/** The alert that always fires; it is notified again and again, on a route of its own. */
export const WATCHDOG = "Watchdog";

/** An alert in Alertmanager's memory. `burn` is the truth behind it, which Alertmanager does not know. */
export interface HeldAlert {
  startsAt: number;
  endsAt: number;
  updatedAt: number;
  burn: number;
}

export interface NotifiedAlert extends HeldAlert {
  alert: string;
  status: "firing" | "resolved";
}

/** One peer of the cluster. Its memory ends with its process; what it has notified and silenced is on its disk. */
export interface SimulatedAlertmanager {
  name: string;
  startedAt: number;
  held: Map<string, HeldAlert>;
  notified: Map<string, "firing" | "resolved">;
  silenced: Set<string>;
  /** Whether Prometheus reaches it, and whether the portal does. */
  fed: boolean;
  reachable: boolean;
}

export function startPeer(name: string, startedAt: number): SimulatedAlertmanager {
  return {
    name,
    startedAt,
    held: new Map(),
    notified: new Map(),
    silenced: new Set(),
    fed: true,
    reachable: true,
  };
}

export function restartPeer(peer: SimulatedAlertmanager, now: number): void {
  peer.startedAt = now;
  peer.held.clear();
}

/** As provider/mem does: what overlaps in time is one alert with the earlier start, anything else replaces it. */
export function receiveAlert(peer: SimulatedAlertmanager, alert: string, sent: HeldAlert, now: number): void {
  const old = peer.held.get(alert);
  const overlaps =
    old &&
    ((sent.endsAt > old.startsAt && sent.endsAt < old.endsAt) ||
      (sent.startsAt > old.startsAt && sent.startsAt < old.endsAt));
  if (!overlaps) {
    peer.held.set(alert, sent);
    return;
  }
  const isOver = sent.endsAt <= now;
  const endsAt = isOver ? sent.endsAt : Math.max(sent.endsAt, old.endsAt);
  peer.held.set(alert, { ...sent, startsAt: Math.min(old.startsAt, sent.startsAt), endsAt });
}

/** GET /api/v2/alerts: everything that is not over. */
export function listedAlerts(peer: SimulatedAlertmanager, now: number): [string, HeldAlert][] {
  return [...peer.held].filter(([, { endsAt }]) => endsAt > now);
}

/**
 * What it sends to its webhook now: the whole group when a member's state is news, else nothing. A firing that came
 * back since the last flush is no news. What it has told to be over it forgets.
 */
export function flushPeer(peer: SimulatedAlertmanager, now: number): NotifiedAlert[] {
  const group: NotifiedAlert[] = [];
  let news = false;
  for (const [alert, held] of peer.held) {
    if (peer.silenced.has(alert) || alert === WATCHDOG) continue;
    const status = held.endsAt > now ? "firing" : "resolved";
    const told = peer.notified.get(alert);
    if (status === "resolved" && told !== "firing") {
      peer.held.delete(alert);
      continue;
    }
    news ||= status !== told;
    group.push({ alert, status, ...held });
  }
  if (!news) return [];
  for (const { alert, status } of group) {
    peer.notified.set(alert, status);
    if (status === "resolved") peer.held.delete(alert);
  }
  return group;
}
