import { Button } from "@/components/ui/button";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { RowActions } from "./row-actions";

interface RowActionProps {
  episode: EpisodeView;
  /** What it is called to a screen reader. */
  name: string;
  person: string;
  onAct: RowActions["act"];
}

/** The one thing that is next: take it, or take it over. What is held back needs nobody now; its page offers all. */
export function RowAction({ episode, name, person, onAct }: RowActionProps) {
  if (needsOwner(episode))
    return (
      <Button
        size="small"
        tone={episode.severity === "critical" ? "primary" : "default"}
        aria-label={`Acknowledge ${name}`}
        onClick={() => onAct("acknowledge", episode)}
      >
        Acknowledge
      </Button>
    );
  if (episode.state !== "acknowledged" || episode.acknowledgedById === person) return null;
  return (
    <Button
      size="small"
      tone="quiet"
      aria-label={`Take over ${name} from ${episode.acknowledgedBy}`}
      onClick={() => onAct("take-over", episode)}
    >
      Take over
    </Button>
  );
}
