import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import type { PreviousEpisode } from "@/lib/alerts/timeline-view";
import { formatDuration, formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";

/** How often the same alert fired in the last 90 days, and how it went. */
export function PreviousEpisodes({ episodes, zone }: { episodes: readonly PreviousEpisode[]; zone: string }) {
  return (
    <Panel title="Other episodes" subtitle="same labels, 90 days" flush={episodes.length > 0}>
      {episodes.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <div className="tw">
          <table className="compact al-previous">
            <thead>
              <tr>
                <th scope="col">Started</th>
                <th scope="col" className="num">
                  Open
                </th>
                <th scope="col" className="num">
                  To ack
                </th>
                <th scope="col">Owner</th>
                <th scope="col">Ended</th>
              </tr>
            </thead>
            <tbody>
              {episodes.map((episode) => (
                <PreviousRow key={episode.id} episode={episode} zone={zone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function PreviousRow({ episode, zone }: { episode: PreviousEpisode; zone: string }) {
  const start = Date.parse(episode.startsAt);
  const length = (end: string | null) => (end === null ? "–" : formatDuration(Math.max(0, Date.parse(end) - start)));
  const ended = episode.state === "resolved" ? (episode.inferred ? "Inferred" : "Resolved") : "Open";
  return (
    <tr>
      <td>
        <Link href={withZone(`/alerts/${episode.id}`, zone)} prefetch={false}>
          {formatInstant(start, zone, "short")}
        </Link>
      </td>
      <td className="num">{length(episode.resolvedAt)}</td>
      <td className="num">{length(episode.acknowledgedAt)}</td>
      <td>{episode.acknowledgedBy ?? <span className="muted">none</span>}</td>
      <td>{ended}</td>
    </tr>
  );
}
