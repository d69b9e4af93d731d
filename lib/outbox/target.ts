/** Who outside the portal can be told what became of an alert. */
export const OUTBOX_TARGETS = ["pagerduty", "slack"] as const;
export type OutboxTarget = (typeof OUTBOX_TARGETS)[number];

export const TARGET_NAMES: Record<OutboxTarget, string> = { pagerduty: "PagerDuty", slack: "Slack" };

/** The heartbeat row of a target: its last success and its last error. */
export function legOf(target: OutboxTarget): string {
  return `outbox:${target}`;
}
