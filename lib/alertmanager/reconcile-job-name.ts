/** The job that asks Alertmanager what fires and what is held back; see lib/db/request-job.ts. */
export const RECONCILE_JOB = "reconcile-alerts";
