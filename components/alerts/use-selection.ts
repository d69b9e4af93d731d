"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";

export interface Selection {
  /** By episode id. */
  chosen: ReadonlyMap<string, EpisodeView>;
  /** One row, or with `range` all from the one chosen before. */
  toggle: (row: number, range: boolean) => void;
  add: (episodes: readonly EpisodeView[]) => void;
  remove: (ids: Iterable<string>) => void;
  clear: () => void;
}

/** Which alerts are chosen for acknowledging together: only what burns without an owner can be. */
export function useSelection(rowAt: (row: number) => EpisodeView | null): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, EpisodeView>>(new Map());
  const anchor = useRef<number | null>(null);
  const latest = useRef({ chosen, rowAt });
  latest.current = { chosen, rowAt };

  const add = useCallback((episodes: readonly EpisodeView[]) => {
    const free = episodes.filter(needsOwner);
    setChosen((now) => new Map([...now, ...free.map((episode) => [episode.id, episode] as const)]));
  }, []);
  const remove = useCallback((ids: Iterable<string>) => {
    const gone = new Set(ids);
    setChosen((now) => new Map([...now].filter(([id]) => !gone.has(id))));
  }, []);
  const toggle = useCallback(
    (row: number, range: boolean) => {
      const { chosen: now, rowAt: read } = latest.current;
      const episode = read(row);
      if (!episode) return;
      const from = range ? (anchor.current ?? row) : row;
      anchor.current = row;
      if (now.has(episode.id) && !range) return remove([episode.id]);
      add(rowsBetween(from, row).flatMap((one) => read(one) ?? []));
    },
    [add, remove],
  );
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen(new Map());
  }, []);
  return useMemo(() => ({ chosen, toggle, add, remove, clear }), [chosen, toggle, add, remove, clear]);
}

function rowsBetween(a: number, b: number): number[] {
  const first = Math.min(a, b);
  return Array.from({ length: Math.abs(a - b) + 1 }, (_, index) => first + index);
}
