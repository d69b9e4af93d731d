import "server-only";
import { randomUUID } from "node:crypto";
import { systemActor } from "@/lib/auth/actor";
import { transaction } from "@/lib/db/client";
import { isContentError } from "@/lib/db/is-content-error";
import { retryOnConflict } from "@/lib/db/retry-on-conflict";
import { ingestTotal } from "@/lib/telemetry/metrics";
import { alertsPerTransaction } from "../alerts-per-transaction";
import { lockIngest } from "../lock-ingest";
import { applyDeliveries } from "./apply-deliveries";
import { heldDeliveries } from "./held-deliveries";
import { parkDelivery } from "./park-delivery";
import { receipts } from "./receipts";
import { type TakenDelivery, takeDeliveries } from "./take-deliveries";

type Limit = Parameters<typeof takeDeliveries>[1];

const MIN_ALERTS = 100;
const MAX_DELIVERIES = 500;
/** Bodies of one transaction: they are in memory several times over while it is written. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Less after a failure, so that a transaction which takes too long does not do so for ever; null: as many as may be. */
let fewer: number | null = null;

/**
 * Applies waiting deliveries, oldest first, until none is left. One that its own content keeps from being applied is
 * set aside, and the rest goes on; any other failure is thrown, and everything waits for the next try.
 */
export async function drainInbox(): Promise<void> {
  let singly = 0;
  let patient = true;
  for (;;) {
    // Who sends without a pause is waited for once: from then on both go on side by side.
    if (patient) patient = await receipts.quiet();
    const newestHeld = heldDeliveries.newest();
    const alerts = fewer ?? (await alertsPerTransaction());
    const limit = { deliveries: singly > 0 ? 1 : MAX_DELIVERIES, alerts, bytes: MAX_BYTES };
    const { taken, failure } = await applyNext(limit);
    if (taken.length === 0 && !failure) {
      heldDeliveries.forget(newestHeld);
      return;
    }
    singly = Math.max(0, singly - 1);
    if (!failure) fewer = null;
    else if (taken.length === 1 && isContentError(failure)) await parkDelivery(taken[0]!, failure);
    // One of these it is: they go one by one, until it shows which.
    else if (isContentError(failure)) singly = taken.length;
    else {
      fewer = Math.max(MIN_ALERTS, Math.floor(alerts / 4));
      throw failure;
    }
  }
}

async function applyNext(limit: Limit): Promise<{ taken: TakenDelivery[]; failure: unknown }> {
  let taken: TakenDelivery[] = [];
  try {
    const applied = await retryOnConflict(() =>
      transaction(async (tx) => {
        await lockIngest(tx);
        taken = await takeDeliveries(tx, limit);
        const ctx = { actor: systemActor("apply-deliveries"), now: new Date(), requestId: randomUUID() };
        return taken.length > 0 ? await applyDeliveries(tx, ctx, taken) : null;
      }),
    );
    if (applied) ingestTotal.inc({ source: "alertmanager", status: "alert_refused" }, applied.refused);
    const done = taken.filter(({ alerts, to }) => to === alerts).at(-1);
    if (done) heldDeliveries.forget(done.seq);
    return { taken, failure: null };
  } catch (failure) {
    return { taken, failure };
  }
}
