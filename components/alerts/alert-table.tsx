import { EPISODE_GROUPS, groupOf } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { AlertGroup } from "./alert-group";

interface AlertTableProps {
  episodes: readonly EpisodeView[];
  /** Epoch ms that ages are counted to. */
  now: number;
  compact: boolean;
  /** Only resolved ones are asked for: do not fold them away. */
  resolvedOnly: boolean;
  onAcknowledge?: (episode: EpisodeView) => void;
}

/** All episodes in their groups, in the order the server sorted them. */
export function AlertTable({ episodes, now, compact, resolvedOnly, onAcknowledge }: AlertTableProps) {
  return (
    <div className="tw">
      <table className={compact ? "al al-compact" : "al"}>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">Alert</th>
            <th scope="col">Team</th>
            <th scope="col" className="num">
              Open for
            </th>
            <th scope="col">Owner or state</th>
            <th scope="col">Note</th>
            <th scope="col">
              <span className="vh">Action</span>
            </th>
          </tr>
        </thead>
        {EPISODE_GROUPS.map((group) => (
          <AlertGroup
            key={group.id}
            group={group}
            episodes={episodes.filter((episode) => groupOf(episode) === group.id)}
            now={now}
            onAcknowledge={onAcknowledge}
            folded={group.id === "resolved" && !resolvedOnly}
          />
        ))}
      </table>
    </div>
  );
}
