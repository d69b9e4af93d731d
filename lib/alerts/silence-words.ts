import { formatInstant, zoneLabel } from "@/lib/time/format-time";
import type { SourceView } from "./source-view";

/** What a page says while a part of an alert's way is silent. */
export interface SilenceWords {
  tone: "fail" | "unknown";
  title: string;
  text: string;
}

const TITLES = {
  prometheus: "Prometheus silent",
  alertmanager: "Alertmanager silent",
  polls: "Alertmanager does not answer polls",
  webhook: "No Watchdog by webhook",
} as const;
const MEANINGS = {
  prometheus: "What looks resolved may still burn, and new alerts may be missing.",
  alertmanager: "What looks resolved may still burn, and new alerts may be missing.",
  polls: "What the webhook loses, and what is silenced, is not seen.",
  webhook: "New alerts are only found by the polls, up to half a minute late.",
} as const;

/** Null while nothing is silent. A dead Watchdog is a failure; a late one, or none ever, is something unknown. */
export function silenceWords(source: SourceView, zone: string): SilenceWords | null {
  const { silent, silentSince, watchdogWebhook, watchdogPoll } = source;
  if (silent === null) return null;
  if (silent === "unwatched")
    return {
      tone: "unknown",
      title: "No Watchdog alert has arrived.",
      text: "It is not known whether alerts reach the portal: an empty list proves nothing.",
    };
  const since = (at: string | null) => `since ${clock(at, source.asOf, zone)}`;
  const leg = (pulse: SourceView["watchdogPoll"], at: string | null) => {
    if (pulse === "never") return "never seen";
    return pulse === "alive" ? "alive" : `${pulse} ${since(at)}`;
  };
  return {
    tone: watchdogWebhook === "dead" || watchdogPoll === "dead" ? "fail" : "unknown",
    title: `${TITLES[silent]} ${since(silentSince)}.`,
    text: `${MEANINGS[silent]} Watchdog by webhook: ${leg(watchdogWebhook, source.watchdogWebhookAt)}; by poll: ${leg(watchdogPoll, source.watchdogPollAt)}.`,
  };
}

/** The zone's clock alone when it was the same day there, else with the day. */
function clock(at: string | null, asOf: string, zone: string): string {
  if (at === null) return "an unknown time";
  const instant = Date.parse(at);
  const sameDay = formatInstant(instant, zone, "date") === formatInstant(Date.parse(asOf), zone, "date");
  return `${formatInstant(instant, zone, sameDay ? "minute" : "short")} ${zoneLabel(instant, zone)}`;
}
