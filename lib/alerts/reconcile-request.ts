import "server-only";
import type { Transaction } from "@/lib/db/client";
import { requestJob } from "@/lib/db/request-job";

export const RECONCILE_JOB = "reconcile-alerts";

/** Has Alertmanager asked within seconds, on whichever replica looks first, once the transaction has committed. */
export function requestReconcile(tx: Transaction): Promise<void> {
  return requestJob(tx, RECONCILE_JOB);
}
