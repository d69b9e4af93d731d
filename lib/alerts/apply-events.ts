import "server-only";
import { randomUUID } from "node:crypto";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { Transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { notifyChange } from "@/lib/db/notify";
import type { OutboxChange } from "@/lib/outbox/outbox-change";
import { queueMessages } from "@/lib/outbox/queue-messages";
import type { AlertEvent } from "./alert-event";
import { type Decision, decide } from "./episode";
import { entryOfChange, entryOfOpening } from "./episode-entry";
import { type EpisodeRow, lockLatest } from "./episode-row";
import { onlySeenAgain } from "./only-seen-again";
import { outboxChangesOf } from "./outbox-changes-of";
import { entryOfSuppression } from "./suppression-entry";
import { type Beginning, worsenedBy } from "./worsened-by";
import { type Change, insertOpened, type Opening, touchSeen, updateChanged } from "./write-episodes";

/** What a batch did. `entries` belong into the ledger, last in the same transaction. */
export interface Applied {
  opened: number;
  reopened: number;
  resolved: number;
  held: number;
  seen: number;
  ignored: number;
  entries: NewAuditEntry[];
}

/** A change that a source, the clock or another alert made. */
type SourceChange = Change & { event: AlertEvent };

/** A body may name one alert several times; more often than this is nonsense, and the rest is ignored. */
const MAX_ROUNDS = 20;

/**
 * Puts events through the state machine and writes what it decides: a handful of statements per batch, however many
 * alerts. Events of one alert keep their order. Rows are locked in one order, by identity, so that batches seldom
 * deadlock: only when both touch what the other worsens; run it under retryOnConflict. Tells every replica when a
 * reader would see a difference.
 */
export async function applyEvents(tx: Transaction, events: readonly AlertEvent[]): Promise<Applied> {
  const applied: Applied = { opened: 0, reopened: 0, resolved: 0, held: 0, seen: 0, ignored: 0, entries: [] };
  let waiting = byIdentity(events);
  const told: OutboxChange[] = [];
  let noticed = false;
  for (let round = 0; waiting.length > 0 && round < MAX_ROUNDS; round++) {
    const [now, later] = firstOfEach(waiting);
    const { again, visible, changes } = await applyRound(tx, now, applied);
    told.push(...outboxChangesOf(changes, null));
    waiting = again.length > 0 ? byIdentity([...again, ...later]) : later;
    noticed ||= visible;
  }
  applied.ignored += waiting.length;
  await queueMessages(tx, told);
  if (noticed || applied.entries.length > 0) await notifyChange(tx, "alerts");
  return applied;
}

/** The sort is stable: events of one alert stay in order. */
function byIdentity(events: readonly AlertEvent[]): AlertEvent[] {
  return [...events].sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0));
}

function firstOfEach(sorted: AlertEvent[]): [AlertEvent[], AlertEvent[]] {
  const first: AlertEvent[] = [];
  const later: AlertEvent[] = [];
  for (const event of sorted) (first.at(-1)?.identity === event.identity ? later : first).push(event);
  return [first, later];
}

interface Round {
  /** To be decided on what is written now: events that lost to another writer, and what the beginnings worsen. */
  again: AlertEvent[];
  /** A reader sees a difference that the ledger has no entry for. */
  visible: boolean;
  changes: SourceChange[];
}

async function applyRound(tx: Transaction, events: AlertEvent[], applied: Applied): Promise<Round> {
  const latest = await lockLatest(
    tx,
    events.map((event) => event.identity),
  );
  const now = await databaseNow(tx);
  const openings: Opening[] = [];
  const changes: SourceChange[] = [];
  const seen: string[] = [];
  for (const event of events) {
    const row = latest.get(event.identity) ?? null;
    const decision = decide(row?.facts ?? null, event.event, now);
    if (decision.kind === "open" && event.alert)
      openings.push({ id: randomUUID(), facts: decision.next, event, alert: event.alert });
    else if (decision.kind === "change" && row) sort(row, decision, event, { changes, seen });
    else applied.ignored++;
  }
  const written = await insertOpened(tx, openings);
  await updateChanged(tx, changes);
  await touchSeen(tx, seen);
  const opened = openings.filter((opening) => written.has(opening.id));
  count(applied, opened, changes, seen);
  // Somebody else opened these between our look and our insert.
  const lost = openings.filter((opening) => !written.has(opening.id)).map((opening) => opening.event);
  const again = [...lost, ...(await worsenedBy(tx, [...opened, ...changes.flatMap(reopenedUnowned)]))];
  return { again, visible: changes.some(({ row, facts }) => row.facts.sourceStale !== facts.sourceStale), changes };
}

/** A sighting that changes nothing else is written for all such alerts together. */
function sort(
  row: EpisodeRow,
  decision: Decision & { kind: "change" },
  event: AlertEvent,
  into: { changes: SourceChange[]; seen: string[] },
): void {
  const { next: facts, action } = decision;
  if (action === null && onlySeenAgain(row, facts, event)) into.seen.push(row.id);
  else into.changes.push({ row, facts, action, event });
}

function reopenedUnowned({ row, facts, action, event }: SourceChange): Beginning[] {
  if (action !== "EPISODE_REOPENED" || facts.state !== "firing" || !event.alert) return [];
  return [{ id: row.id, alert: event.alert }];
}

function count(applied: Applied, opened: Opening[], changes: SourceChange[], seen: string[]): void {
  applied.opened += opened.length;
  applied.seen += seen.length;
  for (const opening of opened)
    keep(applied, entryOfOpening(opening), entryOfSuppression(opening.id, null, opening.event.suppression));
  for (const change of changes) {
    if (change.action === null) applied.seen++;
    if (change.action === "EPISODE_REOPENED") applied.reopened++;
    if (change.action === "EPISODE_RESOLVED") applied.resolved++;
    if (change.action === "EPISODE_RESOLVE_HELD") applied.held++;
    keep(applied, entryOfChange(change), entryOfSuppression(change.row.id, change.row, change.event.suppression));
  }
}

function keep(applied: Applied, ...entries: (NewAuditEntry | null)[]): void {
  for (const entry of entries) if (entry) applied.entries.push(entry);
}
