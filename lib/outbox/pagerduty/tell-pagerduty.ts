import "server-only";
import type { UpstreamReply } from "@/lib/datasources/upstream-http";
import type { ClaimedMessage } from "../claimed-message";
import { sendJson } from "../send-json";
import type { PagerDutySettings } from "../settings";
import type { Verdict } from "../verdict";
import { acknowledgeEvent, type PagerDutyEvent, triggerEvent } from "./event";
import { type Incident, readIncident } from "./incident";

/**
 * Sends the event of a message, if it is still true: an acknowledgement stops PagerDuty's escalation, so it is not
 * sent late for an alert that has lost its owner, nor while another alert of the same incident has none.
 */
export async function tellPagerDuty(
  message: ClaimedMessage,
  settings: PagerDutySettings,
  link: string,
  timeoutMs?: number,
): Promise<Verdict> {
  const incident = await readIncident(settings, message.episodeId);
  const kind = message.action === "ACKNOWLEDGEMENT_EXPIRED" ? "trigger" : "acknowledge";
  const reason = incident === null ? "The alert is not known any more." : untrue(kind, incident);
  if (incident === null || reason !== null) return { kind: "skip", words: reason ?? "" };
  if (incident.dedupKey === null)
    return { kind: "hold", words: "Alertmanager's webhook has not told the alert's group yet." };
  if (kind === "acknowledge" && incident.othersUnowned > 0)
    return { kind: "hold", words: `Other alerts of the same incident have no owner: ${incident.othersUnowned}.` };
  const named = { routingKey: settings.routingKey, dedupKey: incident.dedupKey };
  const event = kind === "trigger" ? triggerEvent(named, message.detail, link) : acknowledgeEvent(named);
  return enqueue(event, settings, timeoutMs);
}

function untrue(kind: "trigger" | "acknowledge", { state }: Incident): string | null {
  if (state === "resolved") return "The alert was over by then.";
  if (kind === "acknowledge") return state === "acknowledged" ? null : "The alert had no owner any more.";
  return state === "firing" ? null : "The alert had an owner again.";
}

function enqueue(event: PagerDutyEvent, { eventsUrl, routingKey }: PagerDutySettings, timeoutMs?: number) {
  return sendJson(
    {
      target: "pagerduty",
      url: eventsUrl,
      json: event,
      secrets: [routingKey],
      expect: "json",
      accepted: ({ json }) => memberOf(json, "status") === "success",
      refusal,
    },
    timeoutMs,
  );
}

/** {"status":"invalid event","message":"…","errors":["…"]}; plain words where a proxy answers instead. */
function refusal({ json, words }: UpstreamReply): string {
  const errors = memberOf(json, "errors");
  const said = [memberOf(json, "message"), ...(Array.isArray(errors) ? errors : [])];
  return said.filter((word) => typeof word === "string").join(" ") || words;
}

function memberOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, name)
    ? (json as Record<string, unknown>)[name]
    : undefined;
}
