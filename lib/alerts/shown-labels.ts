/** Labels that say what is wrong and whose it is; every other one may name a machine or a person. */
export const SHOWN_LABELS: ReadonlySet<string> = new Set([
  "alertname",
  "severity",
  "team",
  "service",
  "job",
  "compliance",
  "reason",
  "channel",
  "language",
]);
