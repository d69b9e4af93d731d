import type { MessageDetail } from "../message-detail";
import type { MirroredAction } from "../outbox-change";

const MAX_NAME = 200;

/**
 * One line of Slack text: what, how bad, who, and the link. Names are hostile: the three characters by which Slack
 * starts links, mentions and escapes are escaped, and lines are joined. Formatting is turned off by the sender.
 */
export function slackText(action: MirroredAction, detail: MessageDetail, link: string): string {
  return `[${plain(detail.severity)}] ${plain(detail.alertname)}: ${sentence(action, detail)} <${link}>`;
}

function sentence(action: MirroredAction, { owner, previousOwner, by }: MessageDetail): string {
  const had = named(previousOwner);
  switch (action) {
    case "ALERT_ACKNOWLEDGED":
      return `acknowledged by ${named(owner)}.`;
    case "ALERT_TAKEN_OVER":
      return `taken over by ${named(owner)} from ${had}.`;
    case "ALERT_UNACKNOWLEDGED":
      return by === previousOwner ? `given back by ${had}. No owner.` : `taken from ${had} by ${named(by)}. No owner.`;
    case "ACKNOWLEDGEMENT_EXPIRED":
      return `the acknowledgement by ${had} ran out. No owner.`;
    case "EPISODE_WORSENED":
      return `got worse, so the acknowledgement by ${had} no longer counts. No owner.`;
    case "EPISODE_RESOLVED":
      return owner === null ? "resolved." : `resolved. Owner: ${named(owner)}.`;
    case "EPISODE_REOPENED":
      return owner === null ? "fires again. No owner." : `fires again. Owner: ${named(owner)}.`;
  }
}

function named(name: string | null): string {
  return name === null || name.trim() === "" ? "somebody" : plain(name);
}

function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const short = line.length > MAX_NAME ? `${line.slice(0, MAX_NAME).toWellFormed()}…` : line;
  return short.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
