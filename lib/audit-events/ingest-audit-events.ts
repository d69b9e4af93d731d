import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { ingestTotal } from "@/lib/telemetry/metrics";
import type { BatchReport } from "./batch-report";
import { countEvents } from "./count-events";
import { readBatch } from "./read-batch";
import { type StoredBatch, storeBatch } from "./store-batch";

const log = loggerFor("ingest");

const SOURCE = "audit-events";
const RETRY_SECONDS = 5;

/**
 * Takes a batch of audit events of another system. Resolves once its good lines are in the ledger, with what became of
 * every line. 400 and 413: the batch as a whole cannot be read. 503: nothing of it was stored, send it again; what was
 * stored after all is a duplicate then. Needs audit-event:ingest, which only an emitter's token has.
 */
export async function ingestAuditEvents(ctx: RequestContext, body: Uint8Array): Promise<BatchReport> {
  authorize(ctx.actor, "audit-event:ingest");
  if (ctx.actor.kind !== "machine") throw new PortalError("forbidden", "This needs an emitter's token.");
  const emitter = ctx.actor.name;
  const batch = await readBatch(body).catch((error: unknown) => {
    ingestTotal.inc({ source: SOURCE, status: "refused" });
    throw error;
  });
  const { report, accepted } = await stored(() => storeBatch(ctx, emitter, batch));
  ingestTotal.inc({ source: SOURCE, status: report.refused.length > 0 ? "partial" : "accepted" });
  countEvents(emitter, accepted);
  return report;
}

async function stored(store: () => Promise<StoredBatch>): Promise<StoredBatch> {
  try {
    return await store();
  } catch (error) {
    ingestTotal.inc({ source: SOURCE, status: "unavailable" });
    if (error instanceof PortalError) throw error;
    log.error({ err: error }, "a batch of audit events could not be stored");
    throw new PortalError("unavailable", "The batch was not stored: send it again.", {}, RETRY_SECONDS);
  }
}
