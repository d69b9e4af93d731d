/** Name of the job that asks Alertmanager what truly fires; its lease row is how a delivery requests it at once. */
export const RECONCILE_JOB = "reconcile-alerts";
