import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db } from "@/lib/db/client";
import { recordFailure } from "@/lib/db/heartbeat";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { ingestTotal } from "@/lib/telemetry/metrics";
import { heldDeliveries } from "./inbox/held-deliveries";
import { openWebhook } from "./inbox/open-webhook";
import type { OpenedDelivery } from "./inbox/opened-delivery";
import { receipts } from "./inbox/receipts";
import { storeDelivery } from "./inbox/store-delivery";
import { wakeInbox } from "./inbox/wake-inbox";
import type { IngestResult } from "./ingest-result";
import { LEG } from "./source-legs";

const log = loggerFor("ingest");

const RETRY_SECONDS = 5;

/**
 * Takes one delivery of Alertmanager's webhook: resolves once it is written down, and has it applied to the episodes at
 * once, which no longer concerns the sender. 400: it can never be right. 503: try again; Alertmanager does that by
 * itself for 5xx and never for 4xx.
 */
export async function ingestWebhook(ctx: RequestContext, body: Uint8Array): Promise<IngestResult> {
  authorize(ctx.actor, "alert:ingest");
  const result = await receipts.during(() => receive(ctx, body));
  void wakeInbox();
  return result;
}

async function receive(ctx: RequestContext, body: Uint8Array): Promise<IngestResult> {
  const opened = await open(body);
  try {
    const kept = (await opened.atRest?.()) ?? body;
    const storing = storeDelivery({ source: "alertmanager", body: kept, opened, ctx });
    // Meanwhile, when nobody else is kept waiting by it; the applier meets an error again.
    if (receipts.alone()) void opened.read(0, opened.alerts).catch(() => undefined);
    const seq = await storing;
    heldDeliveries.hold(seq, opened);
  } catch (error) {
    ingestTotal.inc({ source: "alertmanager", status: "unavailable" });
    log.error({ err: error, alerts: opened.alerts }, "a delivery could not be stored");
    throw new PortalError("unavailable", "The delivery was not stored: send it again.", {}, RETRY_SECONDS);
  }
  ingestTotal.inc({ source: "alertmanager", status: "accepted" });
  return { received: opened.alerts };
}

/** A refused delivery is lost: it is counted and shown on the status page. */
async function open(body: Uint8Array): Promise<OpenedDelivery> {
  try {
    return openWebhook(body);
  } catch (error) {
    ingestTotal.inc({ source: "alertmanager", status: "refused" });
    await recordFailure(await db(), LEG.webhook, error instanceof PortalError ? error.message : "unreadable").catch(
      (failure) => log.error({ err: failure }, "a refused delivery could not be noted"),
    );
    throw error;
  }
}
