import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { AlarmChange } from "@/lib/sns/map-alarm";
import type { AlertEvent } from "../alert-event";
import { CLOUDWATCH_SOURCE } from "../cloudwatch-source";
import { MAX_CLOCK_SKEW_MS } from "../max-clock-skew";
import { type Receipt, webhookEvent } from "../webhook-event";

/**
 * What a change of a CloudWatch alarm means. SNS delivers at least once and in any order: only a change newer than all
 * that are known counts. CloudWatch is its own source, so its OK is believed whatever Prometheus does; no data is no OK.
 */
export async function alarmEvents(tx: Transaction, change: AlarmChange, receipt: Receipt): Promise<AlertEvent[]> {
  const { alarm, state, observation } = change;
  // Of two clocks that differ a little, CloudWatch's own tells its changes apart; a time far ahead would make all that
  // follows look old.
  const usable = change.changedAt <= receipt.receivedAt + MAX_CLOCK_SKEW_MS;
  const changedAt = new Date(usable ? change.changedAt : receipt.receivedAt);
  const known = await tx.cloudwatchAlarm.findUnique({ where: { alarm } });
  if (known && known.changedAt >= changedAt) return [];
  const firing = state === "ALARM";
  const identity = firing || !known ? observation.identity : known.identity;
  await tx.cloudwatchAlarm.upsert({
    where: { alarm },
    create: { alarm, identity, changedAt },
    update: { identity, changedAt },
  });
  const event = eventOf({ ...observation, identity }, { ...receipt, sourceHealthy: state === "OK" });
  if (!known || known.identity === identity) return [event];
  // Its labels changed since it last fired (a severity, a dimension): what it fired as is over.
  const over = { ...observation, identity: known.identity, firing: false, startsAt: null, endsAt: changedAt.getTime() };
  return [eventOf(over, { ...receipt, sourceHealthy: true }), event];
}

function eventOf(alert: AlarmChange["observation"], receipt: Receipt): AlertEvent {
  return { ...webhookEvent(alert, receipt), source: CLOUDWATCH_SOURCE };
}
