import type { IconName } from "@/components/ui/icon";
import type { TimelineEntry } from "@/lib/alerts/timeline-view";

export interface TimelineWords {
  icon: IconName;
  tone: "t-fail" | "t-accent" | "t-pass" | "t-unknown" | "muted";
  title: string;
  text: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const REFUSALS: Record<string, string> = {
  already_acked: "Somebody else had it already.",
  not_open: "The alert was over.",
  version: "The alert had changed meanwhile.",
};

/** A ledger entry about an episode in plain words. Unknown actions are shown by their name. */
export function timelineWords({ action, outcome, actor, detail }: TimelineEntry): TimelineWords {
  const who = actor ?? "Somebody";
  if (action === "ALERT_ACKNOWLEDGED" && outcome !== "success")
    return {
      icon: "cross",
      tone: "t-fail",
      title: "Acknowledgement refused",
      text: `${who}. ${REFUSALS[text(detail.reason) ?? ""] ?? ""}`.trim(),
    };
  switch (action) {
    case "EPISODE_OPENED":
      return { icon: "critical", tone: "t-fail", title: "Episode opened", text: receivedBy(detail.via) };
    case "EPISODE_REOPENED":
      return { icon: "critical", tone: "t-fail", title: "Re-opened", text: receivedBy(detail.via) };
    case "EPISODE_RESOLVE_HELD":
      return {
        icon: "clock",
        tone: "t-unknown",
        title: "Source silent",
        text: "Alertmanager said resolved, but Prometheus is silent. Kept open.",
      };
    case "EPISODE_RESOLVED":
      return detail.inferred === true
        ? { icon: "unknown", tone: "t-unknown", title: "Resolved (inferred)", text: "No longer listed for 5 minutes." }
        : { icon: "check", tone: "t-pass", title: "Resolved", text: receivedBy(detail.via) };
    case "ALERT_ACKNOWLEDGED":
      return { icon: "check", tone: "t-accent", title: `Acknowledged by ${who}`, text: text(detail.note) };
    case "NOTIFICATION_SENT":
      return { icon: "check", tone: "muted", title: `${text(detail.target) ?? "Outside"} was told`, text: null };
    case "NOTIFICATION_SKIPPED":
      return {
        icon: "na",
        tone: "muted",
        title: `${text(detail.target) ?? "Outside"} was not told`,
        text: text(detail.reason),
      };
    case "NOTIFICATION_FAILED":
      return {
        icon: "fail",
        tone: "t-fail",
        title: `${text(detail.target) ?? "Outside"} could not be told`,
        text: text(detail.reason),
      };
    default:
      return { icon: "info", tone: "muted", title: action, text: null };
  }
}

function receivedBy(via: unknown): string | null {
  const way = text(via);
  return way === null ? null : `By ${way}.`;
}
