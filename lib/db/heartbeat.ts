import "server-only";
import { guardFor } from "@/lib/phi/guard";
import type { Transaction } from "./client";

const MAX_ERROR_LENGTH = 300;
const guard = guardFor("upstream", { queries: "keep" });

/**
 * Notes a sign of life of an upstream leg or job: now by the database's clock, or at `at` when the sign itself has a
 * time (never in the future, never older than what is known). An earlier error stays readable.
 */
export async function recordHeartbeat(client: Transaction, leg: string, at: Date | null = null): Promise<void> {
  await client.$executeRaw`
    INSERT INTO heartbeats AS h (leg, last_seen_at)
    VALUES (${leg}, LEAST(COALESCE(${at}::timestamptz, clock_timestamp()), clock_timestamp()))
    ON CONFLICT (leg) DO UPDATE SET last_seen_at = GREATEST(h.last_seen_at, excluded.last_seen_at)`;
}

/**
 * Notes that a leg failed, with its words (no addresses, no secrets). Its last sign of life is kept; the failures are
 * counted, `count` of them at once.
 */
export async function recordFailure(client: Transaction, leg: string, message: string, count = 1): Promise<void> {
  const words = guard.text(message).replaceAll("\u0000", "").toWellFormed().slice(0, MAX_ERROR_LENGTH);
  await client.$executeRaw`
    INSERT INTO heartbeats AS h (leg, last_error, error_at, failures)
    VALUES (${leg}, ${words}, clock_timestamp(), ${count}::int)
    ON CONFLICT (leg) DO UPDATE
      SET last_error = excluded.last_error, error_at = excluded.error_at, failures = h.failures + excluded.failures`;
}
