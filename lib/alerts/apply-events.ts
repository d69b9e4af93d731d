import "server-only";
import { randomUUID } from "node:crypto";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { Transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import type { AlertEvent } from "./alert-event";
import { type Decision, decide } from "./episode";
import { entryOfChange, entryOfOpening } from "./episode-entry";
import { type EpisodeRow, lockLatest } from "./episode-row";
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

/** A body may name one alert several times; more often than this is nonsense, and the rest is ignored. */
const MAX_ROUNDS = 20;

/**
 * Puts events through the state machine and writes what it decides: a handful of statements per batch, however many
 * alerts. Events of one alert keep their order. Rows are locked in one order, by identity, so batches cannot deadlock.
 */
export async function applyEvents(tx: Transaction, events: readonly AlertEvent[]): Promise<Applied> {
  const applied: Applied = { opened: 0, reopened: 0, resolved: 0, held: 0, seen: 0, ignored: 0, entries: [] };
  let waiting = [...events].sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0));
  for (let round = 0; waiting.length > 0 && round < MAX_ROUNDS; round++) {
    const [now, later] = firstOfEach(waiting);
    const lost = await applyRound(tx, now, applied);
    // Somebody else opened these between our look and our insert: decide again on what they wrote.
    waiting = lost.length > 0 ? [...lost, ...later].sort((a, b) => (a.identity < b.identity ? -1 : 1)) : later;
  }
  applied.ignored += waiting.length;
  return applied;
}

function firstOfEach(sorted: AlertEvent[]): [AlertEvent[], AlertEvent[]] {
  const first: AlertEvent[] = [];
  const later: AlertEvent[] = [];
  for (const event of sorted) (first.at(-1)?.identity === event.identity ? later : first).push(event);
  return [first, later];
}

async function applyRound(tx: Transaction, events: AlertEvent[], applied: Applied): Promise<AlertEvent[]> {
  const latest = await lockLatest(
    tx,
    events.map((event) => event.identity),
  );
  const now = await databaseNow(tx);
  const openings: Opening[] = [];
  const changes: Change[] = [];
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
  count(
    applied,
    openings.filter((opening) => written.has(opening.id)),
    changes,
    seen,
  );
  return openings.filter((opening) => !written.has(opening.id)).map((opening) => opening.event);
}

/** A sighting that changes nothing else is written for all such alerts together. */
function sort(
  row: EpisodeRow,
  decision: Decision & { kind: "change" },
  event: AlertEvent,
  into: { changes: Change[]; seen: string[] },
): void {
  const change = { row, facts: decision.next, action: decision.action, event };
  if (decision.action === null && onlySeenAgain(change)) into.seen.push(row.id);
  else into.changes.push(change);
}

function onlySeenAgain({ row, facts, event }: Change): boolean {
  const { lastSeenAt: _before, ...before } = row.facts;
  const { lastSeenAt: _after, ...after } = facts;
  const sameFacts = (Object.keys(after) as (keyof typeof after)[]).every((key) => after[key] === before[key]);
  return sameFacts && sameSuppression(row, event) && sameAnnotations(row, event) && sameGroup(row, event);
}

function sameSuppression(row: EpisodeRow, { suppression, source }: AlertEvent): boolean {
  if (source !== null && source !== row.source) return false;
  if (!suppression) return true;
  return (
    suppression.sourceState === row.sourceState &&
    sameList(row.silencedBy, suppression.silencedBy) &&
    sameList(row.inhibitedBy, suppression.inhibitedBy) &&
    sameList(row.mutedBy, suppression.mutedBy)
  );
}

function sameList(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameAnnotations(row: EpisodeRow, { alert }: AlertEvent): boolean {
  if (!alert) return true;
  const names = Object.keys(alert.annotations);
  if (names.length !== Object.keys(row.annotations).length) return false;
  return names.every((name) => row.annotations[name] === alert.annotations[name]);
}

function sameGroup(row: EpisodeRow, { alert }: AlertEvent): boolean {
  return alert === null || alert.groupKey === null || alert.groupKey === row.groupKey;
}

function count(applied: Applied, opened: Opening[], changes: Change[], seen: string[]): void {
  applied.opened += opened.length;
  applied.seen += seen.length;
  applied.entries.push(...opened.map(entryOfOpening));
  for (const change of changes) {
    if (change.action === null) applied.seen++;
    if (change.action === "EPISODE_REOPENED") applied.reopened++;
    if (change.action === "EPISODE_RESOLVED") applied.resolved++;
    if (change.action === "EPISODE_RESOLVE_HELD") applied.held++;
    const entry = entryOfChange(change);
    if (entry) applied.entries.push(entry);
  }
}
