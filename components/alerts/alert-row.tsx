import Link from "next/link";
import { Button } from "@/components/ui/button";
import { groupOf } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle, openFor } from "@/lib/alerts/episode-words";
import { OwnerBadge } from "./owner-badge";
import { SeverityBadge } from "./severity-badge";

interface AlertRowProps {
  episode: EpisodeView;
  now: number;
  /** Left out for those who may not acknowledge. */
  onAcknowledge?: (episode: EpisodeView) => void;
}

/** One episode in the list; a card on a phone. */
export function AlertRow({ episode, now, onAcknowledge }: AlertRowProps) {
  const subtitle = episodeSubtitle(episode);
  // What is held back needs nobody now; its page offers to take it all the same.
  const needsOwner = episode.state === "firing" && !["silenced", "inhibited"].includes(groupOf(episode));
  return (
    <tr data-episode={episode.id}>
      <td className="al-severity">
        <SeverityBadge severity={episode.severity} />
      </td>
      <td className="al-name">
        <Link href={`/alerts/${episode.id}`} prefetch={false}>
          {episode.alertname}
        </Link>
        <span className="muted" title={subtitle}>
          {subtitle}
        </span>
      </td>
      <td className="hide-m al-team">{episode.team}</td>
      <td className="num al-age">
        <span className="al-only-phone">{episode.state === "resolved" ? "was open " : "open "}</span>
        {openFor(episode, now)}
      </td>
      <td className="al-owner">
        <OwnerBadge episode={episode} />
      </td>
      <td className="al-note ink2" title={episode.note ?? undefined}>
        {episode.note}
      </td>
      <td className="al-action">
        {needsOwner && onAcknowledge && (
          <Button
            size="small"
            tone={episode.severity === "critical" ? "primary" : "default"}
            aria-label={`Acknowledge ${episode.alertname} ${subtitle}`.trim()}
            onClick={() => onAcknowledge(episode)}
          >
            Acknowledge
          </Button>
        )}
      </td>
    </tr>
  );
}
