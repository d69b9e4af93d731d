"use client";

import { useRef } from "react";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import { useShortcutsEnabled } from "@/components/shell/use-shortcuts-enabled";
import { type ListLayout, neighbour } from "./list-layout";

interface ListKeys {
  layout: ListLayout;
  focus: (place: number) => void;
  onAcknowledge: (row: number | null) => void;
  onSelect: (row: number) => void;
  /** False when there was nothing to clear. */
  onClear: () => boolean;
  onHelp: () => void;
}

/** The list by keyboard. The row with the focus is the one that is meant; Enter follows its link by itself. */
export function useListKeys({ layout, focus, onAcknowledge, onSelect, onClear, onHelp }: ListKeys): void {
  const [enabled] = useShortcutsEnabled();
  // A row that was scrolled away, or went to another group, has taken the focus with it: the next step goes on from there.
  const last = useRef<Line | null>(null);
  const current = () => {
    const line = lineOf(document.activeElement);
    if (line) last.current = line;
    return line;
  };
  const step = (direction: 1 | -1) => {
    const place = neighbour(layout, current()?.place ?? leftAt(last.current, direction), direction);
    if (place === null) return;
    last.current = lineAt(place) ?? { place, row: -1, episode: null };
    focus(place);
  };
  // Elsewhere the arrows scroll the page.
  const arrow = (direction: 1 | -1) => (current() ? step(direction) : false);
  useShortcuts(
    {
      j: () => step(1),
      k: () => step(-1),
      ArrowDown: () => arrow(1),
      ArrowUp: () => arrow(-1),
      a: () => onAcknowledge(current()?.row ?? null),
      x: () => {
        const line = current();
        return line ? onSelect(line.row) : false;
      },
      Escape: onClear,
      "?": onHelp,
      "/": () => document.querySelector<HTMLElement>("[data-alert-search]")?.focus(),
    },
    enabled,
  );
}

interface Line {
  place: number;
  row: number;
  /** Null when it is not drawn yet. */
  episode: string | null;
}

function lineOf(element: Element | null): Line | null {
  const line = element?.closest<HTMLElement>("tr[data-row]");
  if (!line) return null;
  return { place: Number(line.dataset.place), row: Number(line.dataset.row), episode: line.dataset.episode ?? null };
}

function lineAt(place: number): Line | null {
  return lineOf(document.querySelector(`tr[data-place="${place}"]`));
}

/** Where a step from a row without the focus begins: where another has moved up into its place, that is the next one. */
function leftAt(last: Line | null, direction: 1 | -1): number {
  if (!last) return -1;
  const now = lineAt(last.place);
  const moved = last.episode !== null && now !== null && now.episode !== last.episode;
  return moved && direction === 1 ? last.place - 1 : last.place;
}
