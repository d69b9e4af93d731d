import Link from "next/link";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeHeadline, episodeSubtitle, lapseWords, openFor } from "@/lib/alerts/episode-words";
import type { Handover, Remark } from "@/lib/alerts/handover-view";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";
import { AlertMarks } from "./alert-marks";
import { OwnerBadge } from "./owner-badge";

interface HandoverAlertsProps {
  items: Handover["open"];
  /** Epoch ms. */
  now: number;
  zone: string;
  /** Said in place of an empty table. */
  none: string;
}

/** Alerts with what was written about each. */
export function HandoverAlerts({ items, now, zone, none }: HandoverAlertsProps) {
  if (items.length === 0) return <p className="ink2">{none}</p>;
  return (
    <div className="tw">
      <table className="cards ho">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Severity</th>
            <th scope="col" className="num">
              Open for
            </th>
            <th scope="col">Owner or state</th>
            <th scope="col">Runs out</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ episode, remarks }) => (
            <tr key={episode.id}>
              <td className="ar-name ho-name">
                <Link href={withZone(`/alerts/${episode.id}`, zone)} prefetch={false}>
                  {episode.alertname}
                </Link>{" "}
                <span className="muted">{episodeSubtitle(episode)}</span>
                <p className="ink2">{wordsOf(episode)}</p>
                <Remarks remarks={remarks} zone={zone} />
              </td>
              <td data-title="Severity">
                <SeverityBadge severity={episode.severity} />
              </td>
              <td className="num" data-title="Open for">
                {openFor(episode, now)}
              </td>
              <td data-title="Owner or state">
                <span className="owner">
                  <OwnerBadge episode={episode} />
                  <AlertMarks episode={episode} />
                </span>
                {lapseWords(episode, zone) && <p className="t-warn">{lapseWords(episode, zone)}</p>}
              </td>
              <td data-title="Runs out">{runsOut(episode, zone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Remarks({ remarks, zone }: { remarks: readonly Remark[]; zone: string }) {
  if (remarks.length === 0) return null;
  return (
    <ul className="ho-remarks">
      {remarks.map(({ by, at, text }) => (
        <li key={`${at} ${by}`}>
          <span className="muted">
            {formatInstant(Date.parse(at), zone, "short")}, {by}:
          </span>{" "}
          {text}
        </li>
      ))}
    </ul>
  );
}

/** The rule's own words, unless the line above says the same. */
function wordsOf(episode: EpisodeView): string | null {
  const words = episodeHeadline(episode);
  return words === episode.alertname || words === episodeSubtitle(episode) ? null : words;
}

function runsOut({ state, ackExpiresAt }: EpisodeView, zone: string): string {
  if (state !== "acknowledged") return "";
  return ackExpiresAt === null ? "never" : formatInstant(Date.parse(ackExpiresAt), zone, "short");
}
