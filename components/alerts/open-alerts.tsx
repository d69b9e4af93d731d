import Link from "next/link";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle, openFor } from "@/lib/alerts/episode-words";
import { OwnerBadge } from "./owner-badge";

/** Open episodes as a small table for a dashboard, cards on a phone: server-rendered, ages as of `asOf` (ISO). */
export function OpenAlerts({ episodes, asOf }: { episodes: readonly EpisodeView[]; asOf: string }) {
  const now = Date.parse(asOf);
  return (
    <div className="tw">
      <table className="compact oa">
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
            <tr key={episode.id}>
              <td className="oa-cell">
                <SeverityBadge severity={episode.severity} />
              </td>
              <td className="oa-cell oa-name" title={`${episode.alertname} ${episodeSubtitle(episode)}`.trim()}>
                <Link href={`/alerts/${episode.id}`} prefetch={false}>
                  {episode.alertname}
                </Link>
                <span className="muted">{episodeSubtitle(episode)}</span>
              </td>
              <td className="num oa-cell oa-age">
                <span className="oa-open">open </span>
                {openFor(episode, now)}
              </td>
              <td className="oa-cell oa-owner">
                <OwnerBadge episode={episode} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
