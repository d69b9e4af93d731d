import { Badge } from "@/components/ui/badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { reopenedWords } from "@/lib/alerts/episode-words";

/** What else is to be known before the list is believed: it came back, its start is a guess. */
export function AlertMarks({ episode }: { episode: EpisodeView }) {
  const reopened = reopenedWords(episode);
  return (
    <>
      {reopened && <Badge tone="plain">{reopened}</Badge>}
      {episode.startUncertain && (
        <Badge tone="unknown" icon={null}>
          Start uncertain
        </Badge>
      )}
    </>
  );
}
