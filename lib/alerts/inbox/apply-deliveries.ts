import "server-only";
import { type AlertObservation, isWatchdog } from "@/lib/alertmanager/map-alert";
import { appendDrafts } from "@/lib/audit/append-drafts";
import type { Transaction } from "@/lib/db/client";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AlertEvent } from "../alert-event";
import { alertmanagersAnswer } from "../alertmanagers-answer";
import { applyEvents } from "../apply-events";
import { OLD_START_MS } from "../episode";
import { requestReconcile } from "../reconcile-request";
import { LEG } from "../source-legs";
import { type Receipt, webhookEvent } from "../webhook-event";
import { alarmEvents } from "./alarm-events";
import { heldDeliveries } from "./held-deliveries";
import { openTaken } from "./open-taken";
import type { TakenDelivery } from "./take-deliveries";

/**
 * Puts deliveries, in their order, into the episodes and takes them off the list, in the caller's transaction: a crash
 * at any point loses none and doubles none. The ledger's entries come last. How many alerts could not be read.
 */
export async function applyDeliveries(
  tx: Transaction,
  ctx: RequestContext,
  deliveries: readonly TakenDelivery[],
): Promise<{ refused: number }> {
  const events: AlertEvent[] = [];
  let refused = 0;
  let truncated = false;
  for (const delivery of deliveries) {
    const { receipt, from, to } = delivery;
    const opened = await openTaken(tx, delivery);
    if (opened.alarm) events.push(...(await alarmEvents(tx, opened.alarm, receipt)));
    const read = await opened.read(from, to);
    const alerts = read.readable.filter((alert) => !isWatchdog(alert));
    const confirmable = alerts.some((alert) => isOld(alert, receipt)) && (await alertmanagersAnswer(tx));
    const judged = { ...receipt, confirmable };
    for (const alert of alerts) events.push(webhookEvent(alert, judged));
    refused += read.refused;
    truncated ||= from === 0 && opened.truncated > 0;
  }
  void heldDeliveries.readAhead();
  const { reopened, unconfirmed, entries } = await applyEvents(tx, ctx, events);
  // What was cut off is never delivered, and a late or old firing needs a second opinion: ask Alertmanager at once.
  if (truncated || reopened > 0 || unconfirmed > 0) await requestReconcile(tx);
  if (refused > 0) await recordFailure(tx, LEG.webhookAlerts, "Their labels cannot be read.", refused);
  await recordHeartbeat(tx, LEG.inbox);
  await takeOff(tx, deliveries);
  await appendDrafts(tx, entries);
  return { refused };
}

function isOld({ firing, startsAt }: AlertObservation, { receivedAt }: Receipt): boolean {
  return firing && startsAt !== null && receivedAt - startsAt > OLD_START_MS;
}

async function takeOff(tx: Transaction, deliveries: readonly TakenDelivery[]): Promise<void> {
  const done = deliveries.filter(({ alerts, to }) => to === alerts).map(({ seq }) => seq);
  const begun = deliveries.find(({ alerts, to }) => to < alerts);
  if (done.length > 0) await tx.$executeRaw`DELETE FROM deliveries WHERE seq = ANY(${done}::bigint[])`;
  if (begun) await tx.$executeRaw`UPDATE deliveries SET applied = ${begun.to}::int WHERE seq = ${begun.seq}::bigint`;
}
