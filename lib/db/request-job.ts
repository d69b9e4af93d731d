import "server-only";
import type { Transaction } from "./client";

/** Makes a job due at once, on whichever replica looks first; part of the caller's transaction. */
export async function requestJob(tx: Transaction, name: string): Promise<void> {
  await tx.$executeRaw`UPDATE job_leases SET last_run_at = NULL WHERE name = ${name}`;
}
