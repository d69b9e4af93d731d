import { Badge } from "@/components/ui/badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";

type Shown = Pick<EpisodeView, "state" | "silencedBy" | "inhibitedBy" | "acknowledgedBy" | "inferred" | "sourceStale">;

/** Who has it, or why nobody needs to: owned, silenced, inhibited and over are four different things. */
export function OwnerBadge({ episode }: { episode: Shown }) {
  const { state, silencedBy, inhibitedBy, acknowledgedBy, inferred, sourceStale } = episode;
  if (state === "resolved")
    return (
      <Badge tone="plain" icon={inferred ? "unknown" : "check"}>
        {inferred ? "Resolved (inferred)" : "Resolved"}
      </Badge>
    );
  return (
    <span className="owner">
      {state === "acknowledged" && <Badge tone="accent">{acknowledgedBy}</Badge>}
      {silencedBy.length > 0 && <Badge tone="silenced">Silenced</Badge>}
      {inhibitedBy.length > 0 && <Badge tone="inhibited">Inhibited</Badge>}
      {state === "firing" && silencedBy.length === 0 && inhibitedBy.length === 0 && (
        <Badge tone="fail" icon={null}>
          No owner
        </Badge>
      )}
      {sourceStale && <Badge tone="stale">Source silent</Badge>}
    </span>
  );
}
