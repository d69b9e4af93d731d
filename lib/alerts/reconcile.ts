import "server-only";
import type { AlertmanagerClient } from "@/lib/alertmanager/client";
import { appendDrafts } from "@/lib/audit/append-drafts";
import { authorize } from "@/lib/auth/authorize";
import { UpstreamError } from "@/lib/datasources/datasource";
import { db, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import type { AlertEvent } from "./alert-event";
import { alertsPerTransaction } from "./alerts-per-transaction";
import { applyEvents } from "./apply-events";
import { CLOUDWATCH_SOURCE } from "./cloudwatch-source";
import { drainInbox } from "./inbox/drain-inbox";
import { liftEndedSilences } from "./lift-ended-silences";
import { mergeSnapshots, type NamedSnapshot } from "./merge-snapshots";
import { noteUnreadable } from "./note-unreadable";
import { pollEvent } from "./poll-event";
import { provesAbsence } from "./proves-absence";
import { LEG } from "./source-legs";

const log = loggerFor("reconcile");

const DEADLINE_MS = 20_000;

/**
 * Asks every Alertmanager what truly fires. Adds what the webhook missed, notes what is held back, and closes what a
 * healthy source no longer lists. What cannot be trusted changes nothing. Needs alert:ingest (the job's system actor).
 */
export async function reconcileAlerts(ctx: RequestContext, clients: readonly AlertmanagerClient[]): Promise<void> {
  authorize(ctx.actor, "alert:ingest");
  if (clients.length === 0) return;
  // What was delivered before is applied before: an answer is newer than all of it.
  await drainInbox();
  const observedAt = await databaseNow(await db());
  const snapshots = await pollAll(clients);
  const merged = mergeSnapshots(snapshots);
  const { watchdogAt } = merged;
  if (watchdogAt !== null) await recordHeartbeat(await db(), LEG.watchdogPoll, new Date(watchdogAt));
  const healthy = provesAbsence({ asked: clients.length, snapshots, watchdogAt, observedAt });
  const firing = [...merged.alerts.values()].map(({ alert, source }) => pollEvent(alert, source, observedAt));
  const missing = healthy ? await missingEvents([...merged.alerts.keys()], observedAt) : [];
  if (!healthy) await forgetMissing();
  await applyInPieces(ctx, [...firing, ...missing]);
  const identities = [...merged.alerts.keys()];
  if (!healthy && snapshots.length === clients.length)
    await liftEndedSilences(ctx, clients, { identities, observedAt });
}

async function pollAll(clients: readonly AlertmanagerClient[]): Promise<NamedSnapshot[]> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const answers = await Promise.allSettled(clients.map((client) => client.snapshot(signal)));
  const snapshots: NamedSnapshot[] = [];
  for (const [index, answer] of answers.entries()) {
    const name = clients[index]!.name;
    if (answer.status === "fulfilled") {
      snapshots.push({ ...answer.value, name });
      await recordHeartbeat(await db(), LEG.pollOf(name));
      await noteUnreadable(name, answer.value.unreadable);
    } else {
      const words = answer.reason instanceof UpstreamError ? answer.reason.message : "It did not answer in time.";
      log.warn({ alertmanager: name, err: answer.reason }, "an Alertmanager could not be polled");
      await recordFailure(await db(), LEG.pollOf(name), words);
    }
  }
  return snapshots;
}

/**
 * Thousands of alerts in several transactions: others come in between. An event says when its poll was asked, so it
 * undoes nothing newer; what a crash leaves out, the next poll tells again.
 */
async function applyInPieces(ctx: RequestContext, events: readonly AlertEvent[]): Promise<void> {
  const size = await alertsPerTransaction();
  for (let from = 0; from < events.length; from += size) {
    const piece = events.slice(from, from + size);
    const applied = await retryOnConflict(() =>
      transaction(async (tx) => {
        const done = await applyEvents(tx, ctx, piece);
        await appendDrafts(tx, done.entries);
        return done;
      }),
    );
    const { opened, reopened, resolved } = applied;
    if (opened + reopened + resolved > 0) log.info({ opened, reopened, resolved }, "reconciled with Alertmanager");
  }
}

/** Open episodes that a whole and healthy answer does not list. Alertmanager never knew those of CloudWatch. */
async function missingEvents(listed: string[], observedAt: number): Promise<AlertEvent[]> {
  const client = await db();
  const rows = await client.$queryRaw<{ identity: string }[]>`
    SELECT identity FROM episodes WHERE state <> 'resolved' AND source <> ${CLOUDWATCH_SOURCE} AND last_seen_at < ${new Date(observedAt)}::timestamptz
      AND NOT identity = ANY(${listed}::text[])`;
  return rows.map(({ identity }) => ({
    identity,
    alert: null,
    event: { kind: "missing", observedAt },
    startUncertain: false,
    source: null,
    suppression: null,
  }));
}

/** An answer that cannot be trusted breaks the row of polls that lacked an alert. */
async function forgetMissing(): Promise<void> {
  await (await db()).$executeRaw`UPDATE episodes SET missing_since = NULL WHERE missing_since IS NOT NULL`;
}
