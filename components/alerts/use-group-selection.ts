"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { groupOf } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { Grouping } from "@/lib/alerts/list-order";
import { alertListQuery } from "./alert-queries";
import type { ListSection } from "./list-layout";
import type { Selection } from "./use-selection";

/** As many as one request may ask for. */
const MOST = 1_000;

/** Chooses whole groups, also rows that were never on the screen. */
export function useGroupSelection(search: string, grouping: Grouping, { chosen, add, remove }: Selection) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const episode of chosen.values()) {
      const key = keyOf(grouping, episode);
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    return found;
  }, [chosen, grouping]);

  async function toggle({ group: { key, unowned } }: ListSection): Promise<void> {
    setProblem(null);
    if ((counts.get(key) ?? 0) >= Math.min(unowned, MOST)) {
      const inGroup = [...chosen.values()].filter((episode) => keyOf(grouping, episode) === key);
      return remove(inGroup.map(({ id }) => id));
    }
    const filters = new URLSearchParams(search);
    for (const [name, value] of Object.entries(UNOWNED)) filters.set(name, value);
    try {
      const query = alertListQuery(`${filters}&${new URLSearchParams({ only: key, limit: String(MOST) })}`);
      const { episodes, total } = await client.fetchQuery({ ...query, retry: false });
      add(episodes);
      if (total > episodes.length) setProblem(`The first ${episodes.length} of ${total} are selected.`);
    } catch {
      setProblem("The group could not be read.");
    }
  }

  return { countIn: ({ group }: ListSection) => counts.get(group.key) ?? 0, toggle, problem };
}

const UNOWNED = { state: "open", acknowledged: "no", silenced: "no", inhibited: "no", muted: "no" };

function keyOf(grouping: Grouping, episode: EpisodeView): string {
  switch (grouping) {
    case "need":
      return groupOf(episode);
    case "team":
      return episode.team ?? "";
    default:
      return episode[grouping];
  }
}
