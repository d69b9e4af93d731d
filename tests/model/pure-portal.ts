import { mapWebhookAlert } from "@/lib/alertmanager/map-alert";
import { webhookAlertSchema } from "@/lib/alertmanager/webhook-schema";
import type { AlertEvent } from "@/lib/alerts/alert-event";
import { type Decision, decide, type EpisodeFacts } from "@/lib/alerts/episode";
import { mergeSnapshots, type NamedSnapshot } from "@/lib/alerts/merge-snapshots";
import { pollEvent } from "@/lib/alerts/poll-event";
import { provesAbsence } from "@/lib/alerts/proves-absence";
import { LEG, watchdogLegsOf } from "@/lib/alerts/source-legs";
import { mayBelieveResolve } from "@/lib/alerts/source-pulse";
import { webhookEvent } from "@/lib/alerts/webhook-event";
import { ATTEMPT, type Command, type Portal, type SeenEpisode, type Snapshot } from "./portal";
import type { SimulatedWorld } from "./simulated-world";
import { alertOf, apiAlerts } from "./wire";

interface Kept {
  id: string;
  identity: string;
  openedAt: number;
  suppressed: boolean;
  facts: EpisodeFacts;
}

interface Heard {
  observedAt: number;
  asked: number;
  snapshots: NamedSnapshot[];
}

const MINUTE = 60_000;

/** The real pure modules of lib/alerts, with plain memory where the portal has a database. */
export function createPurePortal(world: SimulatedWorld): Portal {
  const episodes: Kept[] = [];
  const entries: Snapshot["entries"] = [];
  const legs = new Map<string, { seen: number | null; failed: number | null }>();
  let heard: Heard | null = null;

  const latest = (identity: string) => episodes.findLast((one) => one.identity === identity);
  const isOpen = (one: Kept) => one.facts.state !== "resolved";

  function happen(event: AlertEvent): Decision {
    const one = latest(event.identity);
    const decision = decide(one?.facts ?? null, event.event, world.now);
    if (decision.kind === "open") keep(event, decision.next);
    if (decision.kind === "change" && one) {
      one.facts = decision.next;
      if (decision.action) record(decision.action, one.id);
      if (event.suppression) holdBack(one, isHeldBack(event));
      if (decision.action === "EPISODE_REOPENED" && decision.next.state === "firing") worsenMilder(one);
    }
    return decision;
  }

  function keep(event: AlertEvent, facts: EpisodeFacts): void {
    const id = `${episodes.length}`;
    const one = { id, identity: event.identity, openedAt: world.now, suppressed: false, facts };
    episodes.push(one);
    record("EPISODE_OPENED", id);
    holdBack(one, isHeldBack(event));
    worsenMilder(one);
  }

  function holdBack(one: Kept, suppressed: boolean): void {
    if (one.suppressed !== suppressed) record(suppressed ? "EPISODE_SUPPRESSED" : "EPISODE_UNSUPPRESSED", one.id);
    one.suppressed = suppressed;
  }

  /** The same trouble in a milder severity has lost its owner; which alerts those are is the database's question. */
  function worsenMilder({ identity }: Kept): void {
    const [name, severity] = alertOf(identity).split("/");
    if (severity !== "critical") return;
    const milder = episodes.find((one) => isOpen(one) && alertOf(one.identity) === `${name}/warning`);
    if (milder) happen({ ...silent, identity: milder.identity, event: { kind: "worsen" } });
  }

  function record(action: string, episode: string, outcome = "success"): void {
    entries.push({ action, outcome, episode, writtenBy: null });
  }

  function heartbeat(leg: string, at: number): void {
    const seen = Math.max(legs.get(leg)?.seen ?? 0, Math.min(at, world.now));
    legs.set(leg, { failed: null, ...legs.get(leg), seen });
  }

  function watchdogLegs() {
    const date = (time: number | null) => (time === null ? null : new Date(time));
    const rows = [...legs].map(([leg, { seen, failed }]) => ({
      leg,
      lastSeenAt: date(seen),
      errorAt: date(failed),
      lastError: null,
      failures: 0,
    }));
    return watchdogLegsOf(rows, world.now);
  }

  function eventOf({ verb, user, ifVersion, minutes }: Command): Parameters<typeof decide>[1] {
    if (verb === "unacknowledge") return { kind: verb, userId: user, mayRelease: user === "lead", ifVersion };
    const expiresAt = world.now + minutes * MINUTE;
    return { kind: verb, userId: user, name: user, note: null, expiresAt, ifVersion };
  }

  return {
    async deliver(body) {
      const alerts = body.alerts.map((alert) => mapWebhookAlert(webhookAlertSchema.parse(alert), null));
      const receipt = { receivedAt: world.now, sourceHealthy: mayBelieveResolve(watchdogLegs(), world.now) };
      for (const alert of alerts)
        if (alert.alertname === "Watchdog") heartbeat(LEG.watchdogWebhook, world.now);
        else happen(webhookEvent(alert, receipt));
      return "done";
    },
    async beginPoll(peers) {
      const snapshots = peers
        .filter((peer) => peer.reachable)
        .map((peer) => ({ name: peer.name, startedAt: peer.startedAt, alerts: apiAlerts(peer, world.now) }));
      heard = { observedAt: world.now, asked: peers.length, snapshots };
      for (const { name, reachable } of peers) {
        if (reachable) heartbeat(LEG.pollOf(name), world.now);
        else legs.set(LEG.pollOf(name), { seen: legs.get(LEG.pollOf(name))?.seen ?? null, failed: world.now });
      }
      return "done";
    },
    async finishPoll() {
      if (!heard) return "done";
      const { observedAt, asked, snapshots } = heard;
      heard = null;
      const { alerts, watchdogAt } = mergeSnapshots(snapshots);
      if (watchdogAt !== null) heartbeat(LEG.watchdogPoll, watchdogAt);
      const healthy = provesAbsence({ asked, snapshots, watchdogAt, observedAt });
      if (!healthy) for (const one of episodes) one.facts = { ...one.facts, missingSince: null };
      for (const { alert, source } of alerts.values()) happen(pollEvent(alert, source, observedAt));
      for (const { identity } of healthy ? episodes.filter(isOpen) : [])
        if (!alerts.has(identity)) happen({ ...silent, identity, event: { kind: "missing", observedAt } });
      return "done";
    },
    async act(command) {
      const one = episodes.find(({ id }) => id === command.episode)!;
      const decision = decide(one.facts, eventOf(command), world.now);
      if (decision.kind === "change") {
        one.facts = decision.next;
        record(decision.action ?? "", one.id);
        return "changed";
      }
      if (decision.kind !== "refuse") return "unchanged";
      record(ATTEMPT[command.verb], one.id, "denied");
      return `refused: ${decision.reason}`;
    },
    async expire() {
      for (const { identity } of episodes.filter(isOpen)) happen({ ...silent, identity, event: { kind: "expire" } });
      return "done";
    },
    // Keys and the ledger's failures belong to the database: see real-portal.ts.
    async retry() {
      return "done";
    },
    async setLedger() {},
    async look() {
      return { episodes: episodes.map(seen), entries: [...entries] };
    },
  };
}

const silent = { alert: null, startUncertain: false, source: null, suppression: null };

function isHeldBack({ suppression }: AlertEvent): boolean {
  return suppression !== null && suppression.silencedBy.length > 0;
}

function seen({ id, identity, openedAt, suppressed, facts }: Kept): SeenEpisode {
  const { state, acknowledgement, sourceStale, inferred, reopens, version } = facts;
  return {
    id,
    alert: alertOf(identity),
    state,
    owner: acknowledgement?.userId ?? null,
    ackEnds: acknowledgement?.expiresAt ?? null,
    openedAt,
    sourceStale,
    inferred,
    reopens,
    suppressed,
    version,
    writtenBy: null,
  };
}
