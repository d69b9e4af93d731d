import "server-only";
import { readAnchorStates } from "@/lib/audit/anchor/read-anchor-states";
import { authorize } from "@/lib/auth/authorize";
import { datasources } from "@/lib/datasources/registry";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { jobs } from "@/lib/jobs/jobs";
import { readBacklogs } from "@/lib/outbox/read-backlogs";
import { OUTBOX_TARGETS } from "@/lib/outbox/target";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import {
  anchorPeriodSeconds,
  anchorSeenTimestampSeconds,
  legSeenTimestampSeconds,
  outboxOldestAgeSeconds,
  registry,
} from "@/lib/telemetry/metrics";

const log = loggerFor("metrics");
const DEADLINE_MS = 3_000;

const FROM_DATABASE = [
  legSeenTimestampSeconds,
  anchorSeenTimestampSeconds,
  anchorPeriodSeconds,
  outboxOldestAgeSeconds,
] as const;

/**
 * The portal's own metrics in Prometheus' text format. What only the database knows is read for each scrape, so that
 * every replica says the same, also just after its start; while the database is away those series are missing, for an
 * old figure would look healthy. Needs metrics:read.
 */
export async function readMetrics(ctx: RequestContext): Promise<string> {
  authorize(ctx.actor, "metrics:read");
  const state = await inTime(readState()).catch((error: unknown) => {
    log.warn({ err: error }, "the metrics lack what the database knows");
    return null;
  });
  for (const gauge of FROM_DATABASE) gauge.reset();
  if (state) tell(state);
  return await registry.metrics();
}

/** Prometheus waits ten seconds for everything: a database that hangs must not take the other metrics with it. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), DEADLINE_MS);
  });
  return await Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

type State = Awaited<ReturnType<typeof readState>>;

async function readState() {
  const client = await db();
  const [now, beats, anchors, backlogs] = await Promise.all([
    databaseNow(client),
    client.heartbeat.findMany({ select: { leg: true, lastSeenAt: true } }),
    readAnchorStates(),
    readBacklogs(),
  ]);
  // Configured ones only: the row of an Alertmanager that was taken out stays, and would be late for ever.
  const polls = datasources().alertmanagers.map(({ name }) => `poll:${name}`);
  const legs = [...polls, ...jobs().map(({ name }) => `job:${name}`)];
  const seen = new Map(beats.map(({ leg, lastSeenAt }) => [leg, lastSeenAt?.getTime()]));
  return { now, legs, seen, anchors, backlogs };
}

function tell({ now, legs, seen, anchors, backlogs }: State): void {
  for (const leg of legs) legSeenTimestampSeconds.set({ leg }, (seen.get(leg) ?? 0) / 1000);
  for (const { name, seenAt, everySeconds } of anchors) {
    anchorSeenTimestampSeconds.set({ anchor: name }, (seenAt ?? 0) / 1000);
    anchorPeriodSeconds.set({ anchor: name }, everySeconds);
  }
  for (const target of OUTBOX_TARGETS) {
    const oldest = backlogs.get(target)?.oldestAt?.getTime() ?? now;
    outboxOldestAgeSeconds.set({ target }, Math.max(0, (now - oldest) / 1000));
  }
}
