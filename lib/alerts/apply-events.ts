import "server-only";
import type { NewAuditEntry } from "@/lib/audit/draft-entry";
import type { Transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { notifyChange } from "@/lib/db/notify";
import { queueMessages } from "@/lib/outbox/queue-messages";
import type { AlertEvent } from "./alert-event";
import { type EpisodeDraft, isOnlySeenAgain } from "./episode-draft";
import { lockLatest } from "./episode-row";
import { lockIngest } from "./lock-ingest";
import { outboxChangesOf } from "./outbox-changes-of";
import { type Plan, planEvents, type Step } from "./plan-events";
import { type Beginning, worsenedBy } from "./worsened-by";
import { insertOpened, touchSeen, updateChanged } from "./write-episodes";

/** What a batch did. `entries` belong into the ledger, last in the same transaction. */
export interface Applied {
  opened: number;
  reopened: number;
  resolved: number;
  held: number;
  ignored: number;
  steps: Step[];
  entries: NewAuditEntry[];
}

/**
 * Puts events through the state machine and writes what it decides: a handful of statements per batch, however many
 * alerts and however often each of them. Events of one alert keep their order. Batches come one after the other, and
 * lock rows in the order of their identities, so that they seldom deadlock with people: only over what they worsen; run
 * it under retryOnConflict. Tells every replica when a reader would see a difference.
 */
export async function applyEvents(tx: Transaction, events: readonly AlertEvent[]): Promise<Applied> {
  await lockIngest(tx);
  const plans: Plan[] = [];
  for (let waiting = events; waiting.length > 0; ) {
    const plan = await applyOnce(tx, waiting);
    plans.push(plan);
    waiting = await worsenedBy(tx, plan.steps.flatMap(beginningOf));
  }
  await queueMessages(
    tx,
    outboxChangesOf(
      plans.flatMap((plan) => plan.steps),
      null,
    ),
  );
  const visible = plans.some(({ entries, drafts }) => entries.length > 0 || drafts.some(differsInStaleness));
  if (visible) await notifyChange(tx, "alerts");
  return summary(plans);
}

async function applyOnce(tx: Transaction, events: readonly AlertEvent[]): Promise<Plan> {
  // The sort is stable: events of one alert stay in their order.
  const sorted = [...events].sort((a, b) => (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0));
  const identities = [...new Set(sorted.map((event) => event.identity))];
  const plan = planEvents(sorted, await lockLatest(tx, identities), await databaseNow(tx));
  const touched = plan.drafts.filter(({ stored, facts }) => stored !== null && facts !== stored.facts);
  const seen = new Set(touched.filter(isOnlySeenAgain));
  // What is closed before what is opened: an alert has one open episode at any time.
  await updateChanged(
    tx,
    touched.filter((draft) => !seen.has(draft)),
  );
  await touchSeen(tx, [...seen]);
  await insertOpened(
    tx,
    plan.drafts.filter((draft) => draft.stored === null),
  );
  return plan;
}

/** An episode that now fires with nobody's name on it: what its milder siblings were taken for has grown. */
function beginningOf({ action, episodeId: id, after, event }: Step): Beginning[] {
  const begins = action === "EPISODE_OPENED" || (action === "EPISODE_REOPENED" && after.state === "firing");
  return begins && event.alert ? [{ id, alert: event.alert, origin: event.origin }] : [];
}

/** The one difference a reader sees that the ledger has no entry for. */
function differsInStaleness({ stored, facts }: EpisodeDraft): boolean {
  return stored !== null && stored.facts.sourceStale !== facts.sourceStale;
}

function summary(plans: readonly Plan[]): Applied {
  const steps = plans.flatMap((plan) => plan.steps);
  const count = (action: Step["action"]) => steps.filter((step) => step.action === action).length;
  return {
    opened: count("EPISODE_OPENED"),
    reopened: count("EPISODE_REOPENED"),
    resolved: count("EPISODE_RESOLVED"),
    held: count("EPISODE_RESOLVE_HELD"),
    ignored: plans.reduce((sum, plan) => sum + plan.ignored, 0),
    steps,
    entries: plans.flatMap((plan) => plan.entries),
  };
}
