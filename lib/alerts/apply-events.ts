import "server-only";
import { setImmediate as nextTick } from "node:timers/promises";
import { type DraftEntry, draftEntry } from "@/lib/audit/draft-entry";
import type { Transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { notifyChange } from "@/lib/db/notify";
import { queueMessages } from "@/lib/outbox/queue-messages";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AlertEvent } from "./alert-event";
import type { EpisodeDraft } from "./episode-draft";
import { lockLatest } from "./episode-row";
import { lockIngest } from "./lock-ingest";
import { outboxChangesOf } from "./outbox-changes-of";
import { type Plan, planEvents, type Step } from "./plan-events";
import { type Beginning, worsenedBy } from "./worsened-by";
import { prepareWrites } from "./write-episodes";

/** What a batch did. `entries` belong into the ledger, last in the same transaction. */
export interface Applied {
  opened: number;
  reopened: number;
  resolved: number;
  held: number;
  ignored: number;
  /** Events that wait for a poll. */
  unconfirmed: number;
  entries: DraftEntry[];
}

/** Events planned and written together: while the database writes one such piece, the next is planned. */
const PIECE = 500;

/**
 * Puts events through the state machine and writes what it decides: a handful of statements per thousand alerts, however
 * often each of them occurs. Events of one alert keep their order. Batches come one after the other, and lock rows in
 * the order of their identities, so that they seldom deadlock with people: only over what they worsen; run it under
 * retryOnConflict. Tells every replica when a reader would see a difference.
 */
export async function applyEvents(
  tx: Transaction,
  ctx: RequestContext,
  events: readonly AlertEvent[],
): Promise<Applied> {
  await lockIngest(tx);
  const written: Written[] = [];
  for (let waiting = events; waiting.length > 0; ) {
    const pass = await applyOnce(tx, ctx, waiting);
    written.push(...pass);
    const begun = pass.flatMap(({ plan }) => plan.steps.filter(isBeginning).map(beginningOf));
    waiting = await worsenedBy(tx, begun);
  }
  const steps = written.flatMap(({ plan }) => plan.steps);
  await queueMessages(tx, outboxChangesOf(steps, null));
  const entries = written.flatMap((one) => one.entries);
  const visible = entries.length > 0 || written.some(({ plan }) => plan.drafts.some(differsInStaleness));
  if (visible) await notifyChange(tx, "alerts");
  const count = (action: Step["action"]) => steps.filter((step) => step.action === action).length;
  return {
    opened: count("EPISODE_OPENED"),
    reopened: count("EPISODE_REOPENED"),
    resolved: count("EPISODE_RESOLVED"),
    held: count("EPISODE_RESOLVE_HELD"),
    ignored: written.reduce((sum, { plan }) => sum + plan.ignored, 0),
    unconfirmed: written.reduce((sum, { plan }) => sum + plan.unconfirmed, 0),
    entries,
  };
}

interface Written {
  plan: Plan;
  entries: DraftEntry[];
}

async function applyOnce(tx: Transaction, ctx: RequestContext, events: readonly AlertEvent[]): Promise<Written[]> {
  // The sort is stable: events of one alert stay in their order.
  const sorted = [...events].sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0));
  const identities = [...new Set(sorted.map((event) => event.identity))];
  const latest = await lockLatest(tx, identities);
  const now = await databaseNow(tx);
  const written: Written[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (const piece of piecesOf(sorted)) {
    const plan = planEvents(piece, latest, now);
    const send = prepareWrites(plan.drafts);
    written.push({ plan, entries: plan.entries.map((entry) => draftEntry(ctx, entry)) });
    await writing;
    writing = send(tx);
    writing.catch(() => undefined); // awaited before the next one is sent, and its planning may fail first
    await nextTick(); // lets the statement leave before the next piece is planned
  }
  await writing;
  return written;
}

/** Never between two events of one alert. */
function* piecesOf(sorted: readonly AlertEvent[]): Generator<readonly AlertEvent[]> {
  for (let from = 0; from < sorted.length; ) {
    let to = Math.min(from + PIECE, sorted.length);
    while (to < sorted.length && sorted[to]?.identity === sorted[to - 1]?.identity) to += 1;
    yield sorted.slice(from, to);
    from = to;
  }
}

type Begun = Step & { event: { alert: NonNullable<AlertEvent["alert"]> } };

/** An episode that now fires with nobody's name on it: what its milder siblings were taken for has grown. */
function isBeginning(step: Step): step is Begun {
  const { action, after, event } = step;
  const begins = action === "EPISODE_OPENED" || (action === "EPISODE_REOPENED" && after.state === "firing");
  return begins && event.alert !== null;
}

function beginningOf({ episodeId: id, event: { alert, origin } }: Begun): Beginning {
  return { id, alert, origin };
}

/** The one difference a reader sees that the ledger has no entry for. */
function differsInStaleness({ stored, facts }: EpisodeDraft): boolean {
  return stored !== null && stored.facts.sourceStale !== facts.sourceStale;
}
