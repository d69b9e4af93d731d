import "server-only";
import type { ClaimedMessage } from "../claimed-message";
import { sendJson } from "../send-json";
import type { SlackSettings } from "../settings";
import type { Verdict } from "../verdict";
import { slackText } from "./message-text";

/** Posts one line. Slack answers "ok", or a word that says what it did not like. */
export function tellSlack(
  { action, detail }: ClaimedMessage,
  { webhookUrl }: SlackSettings,
  link: string,
  timeoutMs?: number,
): Promise<Verdict> {
  const { pathname, search } = new URL(webhookUrl);
  return sendJson(
    {
      target: "slack",
      url: webhookUrl,
      // Nothing in the text is formatting, a name or an address to look up, whatever it looks like.
      json: {
        text: slackText(action, detail, link),
        mrkdwn: false,
        parse: "none",
        link_names: false,
        unfurl_links: false,
      },
      secrets: [webhookUrl, pathname + search, ...pathname.split("/").filter((part) => part.length >= 8)],
      expect: "text",
      accepted: (reply) => reply.words === "ok",
      refusal: (reply) => reply.words,
    },
    timeoutMs,
  );
}
