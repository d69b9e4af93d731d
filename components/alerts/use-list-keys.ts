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
  // A row that was scrolled away is no longer drawn, and the focus is nowhere: the next step goes on from there.
  const last = useRef(-1);
  const step = (direction: 1 | -1) => {
    const place = neighbour(layout, focusedLine()?.place ?? last.current, direction);
    if (place === null) return;
    last.current = place;
    focus(place);
  };
  // Elsewhere the arrows scroll the page.
  const arrow = (direction: 1 | -1) => (focusedLine() ? step(direction) : false);
  useShortcuts(
    {
      j: () => step(1),
      k: () => step(-1),
      ArrowDown: () => arrow(1),
      ArrowUp: () => arrow(-1),
      a: () => onAcknowledge(focusedLine()?.row ?? null),
      x: () => {
        const line = focusedLine();
        return line ? onSelect(line.row) : false;
      },
      Escape: onClear,
      "?": onHelp,
      "/": () => document.querySelector<HTMLElement>("[data-alert-search]")?.focus(),
    },
    enabled,
  );
}

function focusedLine(): { place: number; row: number } | null {
  const line = document.activeElement?.closest<HTMLElement>("tr[data-row]");
  return line ? { place: Number(line.dataset.place), row: Number(line.dataset.row) } : null;
}
