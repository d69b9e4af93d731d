import {
  flushPeer,
  type HeldAlert,
  type NotifiedAlert,
  receiveAlert,
  type SimulatedAlertmanager,
  startPeer,
  WATCHDOG,
} from "./simulated-alertmanager";

/** One stretch of time in which an alert truly burns. `endedAt` null: still. */
export interface Burn {
  id: number;
  alert: string;
  startedAt: number;
  endedAt: number | null;
}

/** A webhook delivery on its way. */
export type Message = NotifiedAlert[];

/** What is true, and how much of it each part of the way knows. Times are epoch ms. */
export interface SimulatedWorld {
  now: number;
  burns: Burn[];
  /** Since when Prometheus is dead; null: it lives. */
  deadSince: number | null;
  /** Starts as Prometheus tells them: a restart forgets when an alert began to fire. */
  fired: Map<number, number>;
  peers: SimulatedAlertmanager[];
  network: Message[];
  /** Whether the portal can write what it must write. */
  ledgerWorks: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Prometheus and Alertmanager act at this pace: evaluation, resend, flush. */
const BEAT_MS = 30 * SECOND;
const RESEND_MS = MINUTE;
const KEEPS_RESOLVED_MS = 15 * MINUTE;
const MAX_IN_FLIGHT = 24;

export function startWorld(now: number): SimulatedWorld {
  const peers = ["a", "b"].map((name) => startPeer(name, now - 60 * MINUTE));
  const world: SimulatedWorld = {
    now,
    burns: [],
    deadSince: null,
    fired: new Map(),
    peers,
    network: [],
    ledgerWorks: true,
  };
  beat(world);
  return world;
}

/** The burn of an alert that is going on, if any. */
export function burning(world: SimulatedWorld, alert: string): Burn | undefined {
  return world.burns.find((burn) => burn.alert === alert && burn.endedAt === null);
}

export function advance(world: SimulatedWorld, milliseconds: number): void {
  const until = world.now + milliseconds;
  for (let next = nextBeat(world.now); next <= until; next += BEAT_MS) {
    world.now = next;
    beat(world);
  }
  world.now = until;
}

export function startBurn(world: SimulatedWorld, alert: string): void {
  world.burns.push({ id: world.burns.length + 1, alert, startedAt: world.now, endedAt: null });
}

export function killPrometheus(world: SimulatedWorld): void {
  world.deadSince ??= world.now;
}

export function startPrometheus(world: SimulatedWorld): void {
  if (world.deadSince !== null) world.fired.clear();
  world.deadSince = null;
}

function nextBeat(now: number): number {
  return (Math.floor(now / BEAT_MS) + 1) * BEAT_MS;
}

function beat(world: SimulatedWorld): void {
  if (world.deadSince === null && world.now % RESEND_MS === 0) sendAlerts(world);
  for (const peer of world.peers) {
    const message = flushPeer(peer, world.now);
    if (message.length > 0) world.network.push(message);
    notifyWatchdog(world, peer);
  }
  while (world.network.length > MAX_IN_FLIGHT) world.network.shift();
}

/** Repeated as long as the peer believes in it; a newer one replaces what is still on its way. */
function notifyWatchdog(world: SimulatedWorld, peer: SimulatedAlertmanager): void {
  const held = peer.held.get(WATCHDOG);
  if (!held || held.endsAt <= world.now) return;
  world.network = world.network.filter((message) => message[0]?.alert !== WATCHDOG);
  world.network.push([{ alert: WATCHDOG, status: "firing", ...held }]);
}

/** What Prometheus sends to every Alertmanager it reaches: what fires, and for a while what no longer does. */
function sendAlerts(world: SimulatedWorld): void {
  const { now } = world;
  const sent = new Map<string, HeldAlert>([
    [WATCHDOG, { startsAt: now, endsAt: now + 4 * MINUTE, updatedAt: now, burn: 0 }],
  ]);
  for (const burn of world.burns) {
    if (burn.endedAt === null) {
      const startsAt = world.fired.get(burn.id) ?? now;
      world.fired.set(burn.id, startsAt);
      sent.set(burn.alert, { startsAt, endsAt: now + 4 * MINUTE, updatedAt: now, burn: burn.id });
    } else if (now - burn.endedAt <= KEEPS_RESOLVED_MS && world.fired.has(burn.id)) {
      const startsAt = world.fired.get(burn.id)!;
      sent.set(burn.alert, { startsAt, endsAt: burn.endedAt, updatedAt: now, burn: burn.id });
    }
  }
  for (const peer of world.peers.filter((one) => one.fed))
    for (const [alert, held] of sent) receiveAlert(peer, alert, held, now);
}
