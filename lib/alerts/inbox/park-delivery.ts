import "server-only";
import { db, transaction } from "@/lib/db/client";
import { recordFailure } from "@/lib/db/heartbeat";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import { ingestTotal } from "@/lib/telemetry/metrics";
import { LEG } from "../source-legs";
import type { TakenDelivery } from "./take-deliveries";

const log = loggerFor("ingest");

/**
 * Sets a delivery aside that cannot be applied: it is kept with its body, counted on the status page, and no longer in
 * the way of the others.
 */
export async function parkDelivery(
  { seq, source }: Pick<TakenDelivery, "seq" | "source">,
  error: unknown,
): Promise<void> {
  log.error({ err: error, delivery: String(seq) }, "a delivery cannot be applied and was set aside");
  ingestTotal.inc({ source, status: "parked" });
  // The text of an unexpected error may hold alert data: the log has it, the status page does not.
  const words = error instanceof PortalError ? error.message : error instanceof Error ? error.name : "failed";
  await transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE deliveries SET parked_at = clock_timestamp(), last_error = ${words}
      WHERE seq = ${seq}::bigint AND parked_at IS NULL`;
    await recordFailure(tx, LEG.inbox, `A delivery cannot be applied and was set aside (${words}).`);
  });
}

/** Has the deliveries that were set aside tried again: the portal that starts may be a repaired one. */
export async function unparkDeliveries(): Promise<void> {
  await (await db()).$executeRaw`UPDATE deliveries SET parked_at = NULL WHERE parked_at IS NOT NULL`;
}
