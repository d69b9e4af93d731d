import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { appendAuditEntry } from "@/lib/audit/append";
import { systemActor } from "@/lib/auth/actor";
import { datasources } from "@/lib/datasources/registry";
import { transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { buildId } from "@/lib/live/build-id";
import { loggerFor } from "@/lib/telemetry/logger";

const log = loggerFor("start");

/**
 * Writes to the ledger that a replica starts, with which build and which sources: the configuration can be changed only
 * by starting anew. A ledger that cannot be written stops what people do, not the start.
 */
export async function recordStart(): Promise<void> {
  const ctx = { actor: systemActor("portal"), now: new Date(), requestId: randomUUID() };
  try {
    const file = await readFile(/* turbopackIgnore: true */ env().DATASOURCES_FILE);
    const detail = {
      build: buildId(),
      environment: env().ENVIRONMENT_NAME,
      sources: datasources()
        .list()
        .map(({ name }) => name),
      digest: createHash("sha256").update(file).digest("hex"),
    };
    await transaction((tx) => appendAuditEntry(tx, ctx, { action: "SYSTEM_STARTED", detail }));
  } catch (error) {
    log.error({ err: error }, "the start could not be written to the ledger");
  }
}
