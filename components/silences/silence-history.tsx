import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { SilenceDetail } from "@/lib/silences/silence-view";
import { formatInstant } from "@/lib/time/format-time";
import { historyWords } from "./history-words";

/** What the ledger says was done to the silence through the portal, newest first. */
export function SilenceHistory({ entries, zone }: { entries: SilenceDetail["history"]; zone: string }) {
  const footer = (
    <TrustStrip items={["Audit ledger", entries.length === 1 ? "1 entry" : `${entries.length} entries`]} />
  );
  return (
    <Panel title="History" subtitle="through the portal" footer={footer}>
      {entries.length === 0 ? (
        <p className="muted">Nothing was done to it here.</p>
      ) : (
        <ol className="si-history">
          {entries.map((entry) => {
            const { title, text } = historyWords(entry);
            return (
              <li key={entry.seq}>
                <p>
                  <b>{title}</b>{" "}
                  <span className="muted">
                    {entry.actor && `by ${entry.actor}, `}
                    <time dateTime={entry.at}>{formatInstant(Date.parse(entry.at), zone)}</time> · entry {entry.seq}
                  </span>
                </p>
                {text && <p className="wrap-anywhere">{text}</p>}
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
