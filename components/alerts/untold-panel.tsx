import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { MessageView } from "@/lib/outbox/message-view";
import { TARGET_NAMES } from "@/lib/outbox/target";
import { formatInstant, zoneLabel } from "@/lib/time/format-time";

const NEWS: Record<string, string> = {
  ALERT_ACKNOWLEDGED: "the acknowledgement",
  ALERT_TAKEN_OVER: "the new owner",
  ALERT_UNACKNOWLEDGED: "that it was given back",
  ACKNOWLEDGEMENT_EXPIRED: "that the acknowledgement ran out",
  EPISODE_WORSENED: "that it got worse",
  EPISODE_RESOLVED: "the end",
  EPISODE_REOPENED: "that it fires again",
};

/** What PagerDuty and Slack do not know yet, or never will. Nothing when they know all: the timeline says when. */
export function UntoldPanel({ told, zone }: { told: readonly MessageView[]; zone: string }) {
  const untold = told.filter(({ state }) => state === "waiting" || state === "failed");
  if (untold.length === 0) return null;
  return (
    <Panel title="Not told outside">
      <ul className="al-untold">
        {untold.map((message) => (
          <li key={`${message.target} ${message.version}`}>
            {message.state === "failed" ? <Badge tone="fail">Given up</Badge> : <Badge tone="stale">Waiting</Badge>}
            <div>
              <b>{TARGET_NAMES[message.target]}</b> does not know {NEWS[message.action] ?? message.action}.
              <p className="muted wrap-anywhere">{reasonOf(message, zone)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function reasonOf({ attempts, dueAt, reason }: MessageView, zone: string): string {
  const due = dueAt === null ? null : Date.parse(dueAt);
  const next = due === null ? "" : ` Next try ${formatInstant(due, zone, "time")} ${zoneLabel(due, zone)}.`;
  const why = reason === null ? "It was queued just now." : reason.replace(/\.?$/, ".");
  return `${why} ${attempts === 1 ? "1 try" : `${attempts} tries`} so far.${next}`;
}
