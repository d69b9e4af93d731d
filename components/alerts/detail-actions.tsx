import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeVerb } from "./episode-verb";

export interface DetailRights {
  acknowledge: boolean;
  /** May also give back what others have. */
  releaseAny: boolean;
  silence: boolean;
  /** May see what its rule watched, with the names of machines. */
  chart: boolean;
  /** May run the rule's expression. */
  explore: boolean;
}

interface DetailActionsProps {
  episode: EpisodeView;
  personId: string;
  rights: DetailRights;
  silenceHref: string;
  onAct: (verb: EpisodeVerb) => void;
}

/** What is next for this alert: to take it, or to take it over. Null when it is over, or one's own. */
export function mainVerb(
  episode: EpisodeView,
  personId: string,
  rights: DetailRights,
): "acknowledge" | "take-over" | null {
  if (!rights.acknowledge || episode.state === "resolved") return null;
  if (episode.state === "firing") return "acknowledge";
  return episode.acknowledgedById === personId ? null : "take-over";
}

export const VERB_LABELS = { acknowledge: "Acknowledge", "take-over": "Take over" } as const;

/** Everything the person may do; the main one first. */
export function DetailActions({ episode, personId, rights, silenceHref, onAct }: DetailActionsProps) {
  const main = mainVerb(episode, personId, rights);
  const own = episode.acknowledgedById === personId;
  const mayRelease = rights.acknowledge && episode.state === "acknowledged" && (own || rights.releaseAny);
  return (
    <div className="al-actions">
      {main && (
        <Button className="al-main" tone={main === "acknowledge" ? "primary" : "default"} onClick={() => onAct(main)}>
          {VERB_LABELS[main]}
        </Button>
      )}
      {mayRelease && <Button onClick={() => onAct("unacknowledge")}>Give back</Button>}
      {rights.acknowledge && <Button onClick={() => onAct("notes")}>Add note</Button>}
      {rights.silence && episode.state !== "resolved" && <ButtonLink href={silenceHref}>Silence</ButtonLink>}
    </div>
  );
}
