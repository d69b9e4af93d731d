import { Icon } from "@/components/ui/icon";
import type { AcknowledgeOutcome } from "@/lib/alerts/acknowledge-many-input";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle } from "@/lib/alerts/episode-words";

interface BulkResultsProps {
  results: readonly AcknowledgeOutcome[];
  episodes: ReadonlyMap<string, EpisodeView>;
}

/** What became of each: those that were refused first, each with the reason. */
export function BulkResults({ results, episodes }: BulkResultsProps) {
  const taken = results.filter(({ status }) => status < 300);
  const refused = results.filter(({ status }) => status >= 300);
  return (
    <div role="status">
      <p>
        <b>{taken.length} acknowledged</b>
        {refused.length > 0 && `, ${refused.length} not`}
      </p>
      <ul className="al-results">
        {[...refused, ...taken].map(({ episodeId, status, message, owner }) => {
          const episode = episodes.get(episodeId);
          return (
            <li key={episodeId}>
              <Icon
                name={status < 300 ? "check" : "cross"}
                className={status < 300 ? "t-accent" : "t-fail"}
                label={status < 300 ? "Acknowledged" : "Not acknowledged"}
              />
              <span>
                {episode?.alertname ?? episodeId} <span className="muted">{episode && episodeSubtitle(episode)}</span>
                {status >= 300 && (
                  <span className="t-fail">
                    {" "}
                    {message ?? (owner ? `${owner} has this alert.` : `Refused (${status}).`)}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
