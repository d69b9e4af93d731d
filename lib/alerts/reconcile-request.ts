import "server-only";
import { RECONCILE_JOB } from "@/lib/alertmanager/reconcile-job-name";
import type { Transaction } from "@/lib/db/client";
import { requestJob } from "@/lib/db/request-job";

/** Has Alertmanager asked within seconds, on whichever replica looks first, once the transaction has committed. */
export function requestReconcile(tx: Transaction): Promise<void> {
  return requestJob(tx, RECONCILE_JOB);
}
