import { guardAlert } from "@/lib/alertmanager/guard-alert";
import { isWatchdog, mapWebhookAlert } from "@/lib/alertmanager/map-alert";
import { readWebhookAlert } from "@/lib/alertmanager/read-webhook-alert";
import type { AlertEvent } from "@/lib/alerts/alert-event";
import { decide } from "@/lib/alerts/episode";
import type { EpisodeDraft } from "@/lib/alerts/episode-draft";
import type { EpisodeRow } from "@/lib/alerts/episode-row";
import { mergeSnapshots, type NamedSnapshot } from "@/lib/alerts/merge-snapshots";
import { planEvents, type Step } from "@/lib/alerts/plan-events";
import { pollEvent } from "@/lib/alerts/poll-event";
import { provesAbsence } from "@/lib/alerts/proves-absence";
import { LEG, watchdogLegsOf } from "@/lib/alerts/source-legs";
import { mayBelieveResolve } from "@/lib/alerts/source-pulse";
import { webhookEvent } from "@/lib/alerts/webhook-event";
import { ATTEMPT, type Command, type Portal, type SeenEpisode, type Snapshot } from "./portal";
import type { SimulatedWorld } from "./simulated-world";
import { alertOf, apiAlerts } from "./wire";

interface Kept extends EpisodeRow {
  openedAt: number;
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

  const isOpen = (one: Kept) => one.facts.state !== "resolved";

  function apply(events: AlertEvent[]): void {
    for (let waiting = events; waiting.length > 0; ) {
      const sorted = [...waiting].sort((a, b) => a.identity.localeCompare(b.identity));
      // Of each alert the last one stays in the map: the newest.
      const plan = planEvents(sorted, new Map(episodes.map((one) => [one.identity, one])), world.now);
      plan.drafts.forEach(keep);
      for (const { action, subject } of plan.entries) record(action, subject!.id);
      waiting = plan.steps.filter(begins).flatMap(milderThan);
    }
  }

  function keep({ id, stored, facts, said, severity, opening }: EpisodeDraft): void {
    const known = episodes.find((one) => one.id === stored?.id);
    if (known) Object.assign(known, { facts, said });
    if (opening) episodes.push({ id, identity: opening.alert.identity, severity, said, facts, openedAt: opening.at });
  }

  /** The same trouble in a milder severity loses its owner; which alerts those are is the database's question. */
  function milderThan({ event: { identity } }: Step): AlertEvent[] {
    const [name, severity] = alertOf(identity).split("/");
    if (severity !== "critical") return [];
    const milder = episodes.filter((one) => isOpen(one) && alertOf(one.identity) === `${name}/warning`);
    return milder.map((one) => ({ ...SILENT, identity: one.identity, event: { kind: "worsen" } }));
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
      const alerts = body.alerts.map((alert) => mapWebhookAlert(guardAlert(readWebhookAlert(alert)!), null));
      const receipt = { receivedAt: world.now, sourceHealthy: mayBelieveResolve(watchdogLegs(), world.now) };
      apply(alerts.filter((alert) => !isWatchdog(alert)).map((alert) => webhookEvent(alert, receipt)));
      if (alerts.some(isWatchdog)) heartbeat(LEG.watchdogWebhook, world.now);
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
      const firing = [...alerts.values()].map(({ alert, source }) => pollEvent(alert, source, observedAt));
      const absent = healthy ? episodes.filter((one) => isOpen(one) && !alerts.has(one.identity)) : [];
      const event = { kind: "missing", observedAt } as const;
      apply([...firing, ...absent.map(({ identity }) => ({ ...SILENT, identity, event }))]);
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
      const event = { kind: "expire" } as const;
      apply(episodes.filter(isOpen).map(({ identity }) => ({ ...SILENT, identity, event })));
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

const SILENT = { alert: null, startUncertain: false, source: null, suppression: null };

function begins({ action, after }: Step): boolean {
  return action === "EPISODE_OPENED" || (action === "EPISODE_REOPENED" && after.state === "firing");
}

function seen({ id, identity, openedAt, said, facts }: Kept): SeenEpisode {
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
    suppressed: (said.suppression?.silencedBy ?? []).length > 0,
    version,
    writtenBy: null,
  };
}
