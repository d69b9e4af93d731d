import "server-only";
import type { ClaimedMessage } from "./claimed-message";
import { tellPagerDuty } from "./pagerduty/tell-pagerduty";
import type { OutboxSettings } from "./settings";
import { tellSlack } from "./slack/tell-slack";
import { TARGET_NAMES } from "./target";
import type { Verdict } from "./verdict";

/** One attempt to deliver a message. Throws only when the database cannot be read. */
export async function tell(message: ClaimedMessage, settings: OutboxSettings, timeoutMs?: number): Promise<Verdict> {
  const link = new URL(`/alerts/${message.episodeId}`, settings.portalUrl).href;
  if (message.target === "slack" && settings.slack) return tellSlack(message, settings.slack, link, timeoutMs);
  if (message.target === "pagerduty" && settings.pagerduty)
    return tellPagerDuty(message, settings.pagerduty, link, timeoutMs);
  return { kind: "never", words: `${TARGET_NAMES[message.target]} is not configured any more.` };
}
