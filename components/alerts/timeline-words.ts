import type { IconName } from "@/components/ui/icon";
import type { TimelineEntry } from "@/lib/alerts/timeline-view";
import { formatInstant, zoneLabel } from "@/lib/time/format-time";

export interface TimelineWords {
  icon: IconName;
  tone: "t-fail" | "t-accent" | "t-pass" | "t-unknown" | "t-warn" | "muted";
  title: string;
  /** What the portal says. */
  text: string | null;
  /** What a person wrote, and nobody else: never joined to the portal's words. */
  quote?: string | null;
}

type Detail = TimelineEntry["detail"];

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const ATTEMPTS: Record<string, string> = {
  ALERT_ACKNOWLEDGED: "Acknowledgement refused",
  ALERT_TAKEN_OVER: "Taking over refused",
  ALERT_UNACKNOWLEDGED: "Giving back refused",
  ALERT_NOTED: "Note refused",
};
const REFUSALS: Record<string, string> = {
  already_acked: "Somebody else had it already.",
  not_open: "The alert was over.",
  not_acked: "Nobody had it.",
  not_owner: "It was somebody else's.",
  version: "The alert had changed meanwhile.",
};

/** A ledger entry about an episode in plain words. Unknown actions are shown by their name. */
export function timelineWords({ action, outcome, actor, detail }: TimelineEntry, zone: string): TimelineWords {
  const who = actor ?? "Somebody";
  const attempt = ATTEMPTS[action];
  if (attempt && outcome !== "success") {
    const why = REFUSALS[text(detail.reason) ?? ""] ?? "";
    return { icon: "cross", tone: "t-fail", title: attempt, text: `${who}. ${why}`.trim() };
  }
  switch (action) {
    case "EPISODE_OPENED":
      return { icon: "critical", tone: "t-fail", title: "Firing", text: openingWords(detail) };
    case "EPISODE_REOPENED":
      return { icon: "critical", tone: "t-fail", title: "Re-opened", text: receivedBy(detail.via) };
    case "EPISODE_WORSENED":
      return {
        icon: "critical",
        tone: "t-fail",
        title: "Got worse",
        text: `The same alert began to fire with a worse severity: ${lost(detail)} no longer counts.`,
      };
    case "EPISODE_SUPPRESSED":
      return { icon: "mute", tone: "muted", title: "Held back", text: holdersOf(detail) };
    case "EPISODE_UNSUPPRESSED":
      return { icon: "bell", tone: "t-warn", title: "No longer held back", text: holdersOf(detail) };
    case "EPISODE_RESOLVE_HELD":
      return {
        icon: "clock",
        tone: "t-unknown",
        title: "Source silent",
        text:
          detail.via === "CloudWatch"
            ? "CloudWatch has no data. Kept open."
            : "Alertmanager said resolved, but only because Prometheus fell silent. Kept open.",
      };
    case "EPISODE_RESOLVED":
      return detail.inferred === true
        ? {
            icon: "unknown",
            tone: "t-unknown",
            title: "Resolved (inferred)",
            text: "No longer listed by Alertmanager.",
          }
        : { icon: "check", tone: "t-pass", title: "Resolved", text: receivedBy(detail.via) };
    case "ALERT_ACKNOWLEDGED":
      return {
        icon: "check",
        tone: "t-accent",
        title: `Acknowledged by ${who}`,
        text: claimWords(detail, zone),
        quote: text(detail.note),
      };
    case "ALERT_TAKEN_OVER": {
      const from = text(detail.previousOwner);
      const title = from ? `Taken over by ${who} from ${from}` : `Taken over by ${who}`;
      return { icon: "check", tone: "t-accent", title, text: claimWords(detail, zone), quote: text(detail.reason) };
    }
    case "ALERT_UNACKNOWLEDGED": {
      const owner = text(detail.owner);
      const title = owner && owner !== actor ? `Taken from ${owner} by ${who}` : `Given back by ${who}`;
      return { icon: "arrow", tone: "t-warn", title, text: null, quote: text(detail.reason) };
    }
    case "ALERT_NOTED":
      return { icon: "info", tone: "t-accent", title: `Note by ${who}`, text: null, quote: text(detail.note) };
    case "ACKNOWLEDGEMENT_EXPIRED":
      return {
        icon: "clock",
        tone: "t-warn",
        title: "Acknowledgement ran out",
        text: `Nobody has it again: ${lost(detail)} was not renewed.`,
      };
    case "NOTIFICATION_SENT":
      return { icon: "bell", tone: "muted", title: `Told ${targetOf(detail)}`, text: null };
    case "NOTIFICATION_SKIPPED":
      return { icon: "na", tone: "muted", title: `${targetOf(detail)} not told`, text: text(detail.reason) };
    case "NOTIFICATION_FAILED":
      return {
        icon: "cross",
        tone: "t-fail",
        title: `${targetOf(detail)} could not be told`,
        text: text(detail.reason),
      };
    default:
      return { icon: "info", tone: "muted", title: action, text: null };
  }
}

function openingWords(detail: Detail): string | null {
  const uncertain = detail.startUncertain === true ? "The source gave no start: this is the first sighting." : null;
  return joined(receivedBy(detail.via), uncertain);
}

/** How long it holds. */
function claimWords({ expiresAt }: Detail, zone: string): string | null {
  const at = Date.parse(text(expiresAt) ?? "");
  return Number.isNaN(at) ? null : `Runs out ${formatInstant(at, zone, "short")} ${zoneLabel(at, zone)}.`;
}

function lost({ owner, previousOwner }: Detail): string {
  const name = text(owner) ?? text(previousOwner);
  return name ? `${name}'s acknowledgement` : "the acknowledgement";
}

/** Ids of silences, fingerprints of inhibiting alerts, names of time intervals. */
function holdersOf(detail: Detail): string {
  const list = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
  const said = (what: string, holders: string[]) => (holders.length > 0 ? `${what} ${holders.join(", ")}.` : null);
  const more = typeof detail.more === "number" ? `And ${detail.more} more.` : null;
  return (
    joined(
      said("By silence", list(detail.silencedBy)),
      said("Inhibited by", list(detail.inhibitedBy)),
      said("Muted by the interval", list(detail.mutedBy)),
      more,
    ) ?? "By Alertmanager."
  );
}

function targetOf({ target }: Detail): string {
  return text(target) ?? "Somebody outside";
}

function receivedBy(via: unknown): string | null {
  const way = text(via);
  return way === null ? null : `Seen by ${way}.`;
}

function joined(...parts: (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(" ") || null;
}
