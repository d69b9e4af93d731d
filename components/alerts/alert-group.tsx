"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";
import type { EPISODE_GROUPS } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { AlertRow } from "./alert-row";

interface AlertGroupProps {
  group: (typeof EPISODE_GROUPS)[number];
  episodes: EpisodeView[];
  now: number;
  onAcknowledge?: (episode: EpisodeView) => void;
  /** What is over is folded away until it is asked for. */
  folded?: boolean;
}

const COLUMNS = 7;

/** A section of the list under a heading that folds it away. */
export function AlertGroup({ group, episodes, now, onAcknowledge, folded = false }: AlertGroupProps) {
  const [open, setOpen] = useState(!folded);
  if (episodes.length === 0) return null;
  return (
    <tbody className={group.id === "critical-unowned" ? "al-burning" : undefined}>
      <tr className="al-group">
        <th colSpan={COLUMNS} scope="rowgroup">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? "chevron-down" : "chevron-right"} />
            <b>{group.title}</b>
            <span>{episodes.length}</span>
          </button>
        </th>
      </tr>
      {open &&
        episodes.map((episode) => (
          <AlertRow key={episode.id} episode={episode} now={now} onAcknowledge={onAcknowledge} />
        ))}
    </tbody>
  );
}
