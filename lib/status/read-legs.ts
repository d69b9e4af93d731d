import "server-only";
import { readInbox } from "@/lib/alerts/inbox/read-inbox";
import { LEG } from "@/lib/alerts/source-legs";
import { readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { lastAnswer } from "@/lib/datasources/last-answer";
import { type Datasources, datasources } from "@/lib/datasources/registry";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { jobs } from "@/lib/jobs/jobs";
import { liveUpdates } from "@/lib/live/live-updates";
import { anchorLeg } from "./anchor-leg";
import { emitterPlans } from "./emitter-plans";
import { inboxTrouble, lossNotes } from "./ingest-notes";
import { judgeLeg } from "./judge-leg";
import type { LegPlan } from "./leg-plan";
import { outsidePlans } from "./outside-plans";
import { probePrometheus } from "./probe-prometheus";
import type { Leg } from "./status-view";

/** A heartbeat's or a job's late mark is this many periods. */
const PATIENCE = 3;
const MIN_JOB_LATE_SECONDS = 180;
const PROMETHEUS_LATE_SECONDS = 60;
const ALERTING_LATE_SECONDS = 180;
const WEBHOOK_LATE_SECONDS = 600;
const LISTENER_LATE_SECONDS = 30;

interface Signs {
  seenAt: number | null;
  failedAt: number | null;
  error: string | null;
  /** How often it failed since the database was made. */
  failures?: number;
  notes?: string[];
}

/**
 * Every leg the portal stands on, with its last sign of life and what that means now (epoch ms, the database's). Without
 * `waitForSources` a probe of them is begun, but what is already known is told.
 */
export async function readLegs({ waitForSources }: { waitForSources: boolean }): Promise<{ legs: Leg[]; now: number }> {
  const sources = datasources();
  const probed = probePrometheus(sources);
  const [now, beats] = await Promise.all([databaseNow(await db()), readHeartbeats(), waitForSources && probed]);
  const legs = [
    ...sourcePlans(sources).map(({ source, ...plan }) => withSigns(plan, sourceSigns(source), Date.now())),
    ...alertingPlans(sources).map((plan) => withSigns(plan, beats.get(plan.id), now)),
    withSigns(WEBHOOK, webhookSigns(beats), now),
    withSigns(INBOX, await inboxSigns(beats.get(INBOX.id), now), now),
    ...[...(await outsidePlans()), ...jobPlans()].map((plan) => withSigns(plan, beats.get(plan.id), now)),
    ...(await emitterPlans()).map(({ notes, ...plan }) =>
      withSigns(plan, { ...(beats.get(plan.id) ?? NO_SIGNS), notes }, now),
    ),
    ...(await readAnchorStates()).map((anchor) => anchorLeg(anchor, now)),
    withSigns(DATABASE, { seenAt: now, failedAt: null, error: null }, now),
    withSigns(LISTENER, listenerSigns(), Date.now()),
  ];
  return { legs, now };
}

const DATABASE: LegPlan = {
  id: "database",
  name: "Database",
  group: "portal",
  meaning: "answered this page",
  lateAfterSeconds: null,
  backlog: null,
  inRail: false,
};

const LISTENER: LegPlan = {
  id: "listener",
  name: "Live updates",
  group: "portal",
  meaning: "changes made anywhere are heard here, and told to open pages",
  lateAfterSeconds: LISTENER_LATE_SECONDS,
  backlog: null,
  inRail: false,
};

function listenerSigns(): Signs {
  const feed = liveUpdates()?.feed;
  const downSince = feed?.downSince() ?? null;
  return { seenAt: feed ? (downSince ?? Date.now()) : null, failedAt: null, error: null };
}

function sourcePlans(sources: Datasources): (LegPlan & { source: string })[] {
  return sources.list().map(({ name, type }) => ({
    id: `source:${name}`,
    source: name,
    name: sourceName(name, type),
    group: "sources",
    meaning:
      type === "prometheus"
        ? "said that it is ready, or answered a query"
        : "answered a query; asked only while a panel is open",
    lateAfterSeconds: type === "prometheus" ? PROMETHEUS_LATE_SECONDS : null,
    backlog: null,
    inRail: true,
  }));
}

/** "Prometheus", or "Prometheus eu-1" when it is named otherwise than its kind. */
function sourceName(name: string, type: "prometheus" | "cloudwatch"): string {
  const kind = type === "prometheus" ? "Prometheus" : "CloudWatch";
  return name === type ? kind : `${kind} ${name}`;
}

function alertingPlans({ alertmanagers }: Datasources): LegPlan[] {
  const leg = (id: string, name: string, meaning: string, lateAfterSeconds: number, inRail: boolean): LegPlan => ({
    id,
    name,
    group: "alerting",
    meaning,
    lateAfterSeconds,
    backlog: null,
    inRail,
  });
  const several = alertmanagers.length > 1;
  return [
    ...alertmanagers.map(({ name }) =>
      leg(
        `poll:${name}`,
        several ? `Alertmanager ${name}` : "Alertmanager",
        "answered a poll",
        ALERTING_LATE_SECONDS,
        true,
      ),
    ),
    leg("watchdog:poll", "Watchdog", "Prometheus sent the always-firing alert", ALERTING_LATE_SECONDS, true),
    leg("watchdog:webhook", "Watchdog by webhook", "the always-firing alert arrived", WEBHOOK_LATE_SECONDS, false),
  ];
}

const WEBHOOK: LegPlan = {
  id: LEG.webhook,
  name: "Webhook",
  group: "alerting",
  meaning: "Alertmanager delivered something",
  lateAfterSeconds: WEBHOOK_LATE_SECONDS,
  backlog: null,
  inRail: false,
};

const INBOX: LegPlan = {
  id: LEG.inbox,
  name: "Deliveries",
  group: "alerting",
  meaning: "what was delivered is in the alerts",
  lateAfterSeconds: null,
  backlog: null,
  inRail: false,
};

function webhookSigns(beats: ReadonlyMap<string, Signs>): Signs {
  const signs = beats.get(LEG.webhook) ?? NO_SIGNS;
  return { ...signs, notes: lossNotes(lossesOf(signs), lossesOf(beats.get(LEG.webhookAlerts) ?? NO_SIGNS)) };
}

function lossesOf({ failures = 0, failedAt, error }: Signs) {
  return { failures, failedAt, error };
}

/** Judged by what waits, not by the last failure: that is over once everything is applied. */
async function inboxSigns(signs: Signs | undefined, now: number): Promise<Signs> {
  const inbox = await readInbox();
  const [oldestAt, parkedSince] = [inbox.oldestAt, inbox.parkedSince].map((date) => date?.getTime() ?? null);
  const error = inboxTrouble({ ...inbox, oldestAt: oldestAt ?? null, parkedSince: parkedSince ?? null }, now);
  return { seenAt: signs?.seenAt ?? null, failedAt: error === null ? null : Number.POSITIVE_INFINITY, error };
}

function jobPlans(): LegPlan[] {
  return jobs().map(({ name, everySeconds }) => ({
    id: `job:${name}`,
    name,
    group: "jobs",
    meaning: `finished; runs every ${everySeconds} s`,
    lateAfterSeconds: Math.max(PATIENCE * everySeconds, MIN_JOB_LATE_SECONDS),
    backlog: null,
    inRail: false,
  }));
}

function sourceSigns(name: string): Signs {
  const { answeredAt, failedAt, error } = lastAnswer(name);
  return { seenAt: answeredAt, failedAt, error };
}

async function readHeartbeats(): Promise<Map<string, Signs>> {
  const rows = await (await db()).heartbeat.findMany();
  return new Map(
    rows.map((row) => [
      row.leg,
      {
        seenAt: row.lastSeenAt?.getTime() ?? null,
        failedAt: row.errorAt?.getTime() ?? null,
        error: row.lastError,
        failures: row.failures,
      },
    ]),
  );
}

const NO_SIGNS: Signs = { seenAt: null, failedAt: null, error: null };

function withSigns(plan: LegPlan, signs: Signs = NO_SIGNS, now: number): Leg {
  const { seenAt, failedAt, error, notes = [] } = signs;
  const state = judgeLeg({ lastSeenAt: seenAt, failedAt, lateAfterSeconds: plan.lateAfterSeconds }, now);
  return {
    ...plan,
    state,
    lastSeenAt: seenAt === null ? null : new Date(seenAt).toISOString(),
    error: state === "failing" ? error : null,
    notes,
  };
}
