import { Badge } from "@/components/ui/badge";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";

/** Who has it, or why nobody needs to: owned, silenced, inhibited, muted and over are five different things. */
export function OwnerBadge({ episode, left }: { episode: EpisodeView; left?: string | null }) {
  const { state, silencedBy, inhibitedBy, mutedBy, acknowledgedBy, inferred, sourceStale } = episode;
  if (state === "resolved")
    return (
      <Badge tone="plain" icon={inferred ? "unknown" : "check"}>
        {inferred ? "Resolved (inferred)" : "Resolved"}
      </Badge>
    );
  return (
    <span className="owner">
      {state === "acknowledged" && (
        <Badge tone="accent">
          {acknowledgedBy}
          {left && <b className="t-warn">{left}</b>}
        </Badge>
      )}
      {silencedBy.length > 0 && <Badge tone="silenced">Silenced</Badge>}
      {inhibitedBy.length > 0 && <Badge tone="inhibited">Inhibited</Badge>}
      {mutedBy.length > 0 && (
        <Badge tone="silenced" icon="moon">
          Muted by time
        </Badge>
      )}
      {needsOwner(episode) && (
        <Badge tone="fail" icon={null}>
          No owner
        </Badge>
      )}
      {sourceStale && <Badge tone="stale">Source silent</Badge>}
    </span>
  );
}
