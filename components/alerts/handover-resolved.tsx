import Link from "next/link";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle, openFor } from "@/lib/alerts/episode-words";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";

interface HandoverResolvedProps {
  episodes: readonly EpisodeView[];
  total: number;
  zone: string;
}

/** What is over, and who had it. */
export function HandoverResolved({ episodes, total, zone }: HandoverResolvedProps) {
  if (episodes.length === 0) return <p className="ink2">Nothing was resolved.</p>;
  return (
    <div className="tw">
      <table className="cards ho">
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Severity</th>
            <th scope="col" className="num">
              Was open
            </th>
            <th scope="col">Owner</th>
            <th scope="col">Ended</th>
          </tr>
        </thead>
        <tbody>
          {episodes.map((episode) => (
            <tr key={episode.id}>
              <td className="ar-name ho-name">
                <Link href={withZone(`/alerts/${episode.id}`, zone)} prefetch={false}>
                  {episode.alertname}
                </Link>{" "}
                <span className="muted">{episodeSubtitle(episode)}</span>
              </td>
              <td data-title="Severity">
                <SeverityBadge severity={episode.severity} />
              </td>
              <td className="num" data-title="Was open">
                {openFor(episode, 0)}
              </td>
              <td data-title="Owner">{episode.acknowledgedBy ?? <span className="muted">none</span>}</td>
              <td data-title="Ended">
                {episode.resolvedAt && formatInstant(Date.parse(episode.resolvedAt), zone, "short")}
                {episode.inferred && <span className="muted"> (inferred)</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > episodes.length && <p className="ho-more">{total - episodes.length} more ended.</p>}
    </div>
  );
}
