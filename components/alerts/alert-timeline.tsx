import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { TimelineEntry } from "@/lib/alerts/timeline-view";
import { formatInstant } from "@/lib/time/format-time";
import { timelineWords } from "./timeline-words";

/** What the ledger says happened to the episode, newest first. */
export function AlertTimeline({ entries, zone }: { entries: readonly TimelineEntry[]; zone: string }) {
  const footer = (
    <TrustStrip items={["Audit ledger", entries.length === 1 ? "1 entry" : `${entries.length} entries`]} />
  );
  return (
    <Panel title="Timeline" subtitle={`from the audit ledger, ${zone}`} footer={footer}>
      <ol className="al-timeline">
        {entries.map((entry) => {
          const { icon, tone, title, text, quote } = timelineWords(entry, zone);
          const at = Date.parse(entry.at);
          return (
            <li key={entry.seq}>
              <time dateTime={entry.at} title={formatInstant(at, zone, "full")}>
                {formatInstant(at, zone, "time")}
              </time>
              <Icon name={icon} className={tone} />
              <div>
                <b>{title}</b>
                {quote && <p className="al-quote wrap-anywhere">{quote}</p>}
                {text && <p className="wrap-anywhere">{text}</p>}
                <p className="muted al-seq">
                  {formatInstant(at, zone, "day")} · entry {entry.seq}
                  {entry.actor && ` · ${entry.actor}`}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
