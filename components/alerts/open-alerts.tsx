import Link from "next/link";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle, openFor } from "@/lib/alerts/episode-words";
import { withZone } from "@/lib/time/with-zone";
import { OwnerBadge } from "./owner-badge";

interface OpenAlertsProps {
  episodes: readonly EpisodeView[];
  asOf: string;
  /** Of the page, and of those the names lead to. */
  zone: string;
}

/** Open episodes as a small table for a dashboard, cards on a phone: server-rendered, ages as of `asOf` (ISO). */
export function OpenAlerts({ episodes, asOf, zone }: OpenAlertsProps) {
  const now = Date.parse(asOf);
  return (
    <div className="tw">
      <table className="compact ar">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">Alert</th>
            <th scope="col" className="num">
              Open for
            </th>
            <th scope="col">Owner</th>
          </tr>
        </thead>
        <tbody>
          {episodes.map((episode) => (
            <tr key={episode.id} className="ar-row">
              <td className="ar-severity">
                <SeverityBadge severity={episode.severity} />
              </td>
              <td className="ar-name" title={`${episode.alertname} ${episodeSubtitle(episode)}`.trim()}>
                <Link href={withZone(`/alerts/${episode.id}`, zone)} prefetch={false}>
                  {episode.alertname}
                </Link>
                <span className="muted">{episodeSubtitle(episode)}</span>
              </td>
              <td className="num ar-age">
                <span className="only-phone">open </span>
                {openFor(episode, now)}
              </td>
              <td className="ar-owner">
                <OwnerBadge episode={episode} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
