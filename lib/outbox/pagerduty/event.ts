import type { MessageDetail } from "../message-detail";

/** One event of PagerDuty's Events API, version 2. */
export interface PagerDutyEvent {
  routing_key: string;
  event_action: "acknowledge" | "trigger";
  dedup_key: string;
  payload?: { summary: string; source: string; severity: "critical" | "error" | "warning" | "info" };
  links?: { href: string; text: string }[];
}

interface Named {
  routingKey: string;
  dedupKey: string;
}

const SOURCE = "MedinovAI Observability Portal";
const MAX_SUMMARY = 1_024;
const SEVERITIES = ["critical", "error", "warning", "info"] as const;

export function acknowledgeEvent({ routingKey, dedupKey }: Named): PagerDutyEvent {
  return { routing_key: routingKey, event_action: "acknowledge", dedup_key: dedupKey };
}

/** For an acknowledgement that ran out: one more trigger of the same incident, or of a new one when it was closed. */
export function triggerEvent(
  { routingKey, dedupKey }: Named,
  { alertname, severity }: MessageDetail,
  link: string,
): PagerDutyEvent {
  const summary = `${alertname}: the acknowledgement ran out, nobody has this alert`.slice(0, MAX_SUMMARY);
  return {
    routing_key: routingKey,
    event_action: "trigger",
    dedup_key: dedupKey,
    // Severities are labels, of any name; PagerDuty knows four.
    payload: { summary: summary.toWellFormed(), source: SOURCE, severity: known(severity) },
    links: [{ href: link, text: "Open in the portal" }],
  };
}

function known(severity: string): (typeof SEVERITIES)[number] {
  return SEVERITIES.find((name) => name === severity) ?? "error";
}
