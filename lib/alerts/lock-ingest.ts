import "server-only";
import type { Transaction } from "@/lib/db/client";

/** Any number no other advisory lock of this database uses. */
const INGEST_LOCK = 72_707_412;

/**
 * Waits until no other transaction, on any replica, is applying what a source said, and keeps others waiting until this
 * one ends. Two could otherwise open one alert at the same moment, or apply deliveries out of their order. People never
 * wait here.
 */
export async function lockIngest(tx: Transaction): Promise<void> {
  // Cast: a function of type void has no column that the driver could read.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${INGEST_LOCK}::bigint)::text`;
}
