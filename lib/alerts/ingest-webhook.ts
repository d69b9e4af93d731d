import "server-only";
import { type AlertObservation, isWatchdog, mapWebhookAlert } from "@/lib/alertmanager/map-alert";
import { webhookAlertSchema, webhookSchema } from "@/lib/alertmanager/webhook-schema";
import { appendAuditEntries } from "@/lib/audit/append-many";
import { authorize } from "@/lib/auth/authorize";
import { db, type Transaction, transaction } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { recordFailure, recordHeartbeat } from "@/lib/db/heartbeat";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { ingestTotal } from "@/lib/telemetry/metrics";
import { type Applied, applyEvents } from "./apply-events";
import type { IngestResult } from "./ingest-result";
import { requestReconcile } from "./reconcile-request";
import { LEG, readWatchdogLegs } from "./source-legs";
import { mayBelieveResolve } from "./source-pulse";
import { webhookEvent } from "./webhook-event";

const log = loggerFor("ingest");

const RETRY_SECONDS = 5;

interface Delivery {
  alerts: AlertObservation[];
  refused: number;
  truncated: number;
}

/**
 * Stores one delivery of Alertmanager's webhook; resolves only after the commit. 400: it can never be right.
 * 503: try again; Alertmanager does that by itself for 5xx and never for 4xx.
 */
export async function ingestWebhook(ctx: RequestContext, body: unknown): Promise<IngestResult> {
  authorize(ctx.actor, "alert:ingest");
  const delivery = await readDelivery(body);
  try {
    const applied = await retryOnConflict(() => transaction((tx) => store(tx, ctx, delivery)));
    ingestTotal.inc({ source: "alertmanager", status: "accepted" });
    ingestTotal.inc({ source: "alertmanager", status: "alert_refused" }, delivery.refused);
    const { opened, reopened, resolved, held, ignored } = applied;
    const received = delivery.alerts.length + delivery.refused;
    return { received, opened, reopened, resolved, held, ignored, refused: delivery.refused };
  } catch (error) {
    ingestTotal.inc({ source: "alertmanager", status: "unavailable" });
    log.error({ err: error, alerts: delivery.alerts.length }, "a delivery could not be stored");
    throw new PortalError("unavailable", "The delivery was not stored: send it again.", {}, RETRY_SECONDS);
  }
}

async function readDelivery(body: unknown): Promise<Delivery> {
  const parsed = webhookSchema.safeParse(body);
  if (!parsed.success) throw await refuse("This is not a webhook body of version 4.");
  const alerts: AlertObservation[] = [];
  for (const raw of parsed.data.alerts) {
    const alert = webhookAlertSchema.safeParse(raw);
    if (alert.success) alerts.push(mapWebhookAlert(alert.data, parsed.data.groupKey ?? null));
  }
  const refused = parsed.data.alerts.length - alerts.length;
  if (refused > 0 && alerts.length === 0) throw await refuse("None of the alerts can be read.");
  if (refused > 0) log.warn({ refused }, "alerts of a delivery could not be read");
  return { alerts, refused, truncated: parsed.data.truncatedAlerts };
}

/** A refused delivery is lost: it is counted and shown on the status page. */
async function refuse(message: string): Promise<PortalError> {
  ingestTotal.inc({ source: "alertmanager", status: "refused" });
  try {
    await recordFailure(await db(), LEG.webhook, message);
  } catch (error) {
    log.error({ err: error }, "a refused delivery could not be noted");
  }
  return new PortalError("bad_request", message);
}

async function store(tx: Transaction, ctx: RequestContext, delivery: Delivery): Promise<Applied> {
  const now = await databaseNow(tx);
  const legs = await readWatchdogLegs(tx, now);
  const receipt = { receivedAt: now, sourceHealthy: mayBelieveResolve(legs, now), origin: ctx };
  const alerts = delivery.alerts.filter((alert) => !isWatchdog(alert));
  const applied = await applyEvents(
    tx,
    alerts.map((alert) => webhookEvent(alert, receipt)),
  );
  await recordHeartbeat(tx, LEG.webhook);
  if (delivery.alerts.some((alert) => isWatchdog(alert) && alert.firing))
    await recordHeartbeat(tx, LEG.watchdogWebhook);
  // What was cut off is never delivered, and a late firing needs a second opinion: ask Alertmanager at once.
  if (delivery.truncated > 0 || applied.reopened > 0) await requestReconcile(tx);
  await appendAuditEntries(tx, ctx, applied.entries);
  return applied;
}
