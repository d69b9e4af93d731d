import type { OutboxChange } from "./outbox-change";
import type { OutboxSettings } from "./settings";
import type { OutboxTarget } from "./target";

/**
 * Who is told of a change. PagerDuty's events know "acknowledge" and nothing that takes it back; "resolve" is
 * Alertmanager's to send. Slack is told of everything, but of ends and returns only when somebody had the alert: a
 * storm that came and went by itself is no news about people.
 */
export function targetsOf(
  { action, everOwned }: Pick<OutboxChange, "action" | "everOwned">,
  { pagerduty, slack }: Pick<OutboxSettings, "pagerduty" | "slack">,
): OutboxTarget[] {
  const acknowledges = action === "ALERT_ACKNOWLEDGED" || action === "ALERT_TAKEN_OVER";
  const triggers = action === "ACKNOWLEDGEMENT_EXPIRED" && pagerduty?.onExpiry === "trigger";
  const ofTheAlert = action === "EPISODE_RESOLVED" || action === "EPISODE_REOPENED";
  const targets: OutboxTarget[] = [];
  if (pagerduty && (acknowledges || triggers)) targets.push("pagerduty");
  if (slack && (!ofTheAlert || everOwned)) targets.push("slack");
  return targets;
}
