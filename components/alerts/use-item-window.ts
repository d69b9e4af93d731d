"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { ItemHeights } from "./item-heights";
import type { ListLayout } from "./list-layout";
import { type RowWindow, windowOf } from "./window-of";

/** So many are simply drawn: the browser's own search then finds all of them. */
export const ALL_DRAWN = 300;
/** Drawn beyond the screen, so that scrolling meets no gap. */
const MARGIN_PX = 800;
/** The window moves in steps: not every pixel scrolled is a new drawing. */
const STEP_PX = 200;
const FIRST_SCREEN_PX = 1400;
/** Other heights draw other rows, and these may make the first ones high again: an end to it, until something else changes. */
const MOST_MEASURED = 5;

export interface ItemWindow {
  table: RefObject<HTMLTableElement | null>;
  shown: RowWindow;
  /** Puts the focus on the row at a place, wherever it is, once it is drawn. */
  focus: (place: number) => void;
}

/** Which headings and rows are drawn: all of a short list, of a long one those near the screen. `look` names what decides their height. */
export function useItemWindow(layout: ListLayout, look: string): ItemWindow {
  const table = useRef<HTMLTableElement>(null);
  const windowed = layout.count > ALL_DRAWN;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look, other heights
  const heights = useMemo(() => new ItemHeights(), [look]);
  const [measured, setMeasured] = useState(0);
  const { top, height } = useScreen(table, windowed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `measured` says that the heights have changed
  const offsets = useMemo(() => (windowed ? heights.offsets(layout) : null), [layout, heights, windowed, measured]);
  const shown = offsets
    ? windowOf(offsets, top - MARGIN_PX, top + height + STEP_PX + MARGIN_PX)
    : { from: 0, to: layout.count, before: 0, after: 0 };
  const wanted = useRef<number | null>(null);

  const tries = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else decides which rows are drawn
  useLayoutEffect(() => {
    tries.current = 0;
  }, [layout, heights, top, height]);
  useLayoutEffect(() => {
    const news = windowed && table.current !== null && heights.measure(table.current);
    if (news && tries.current++ < MOST_MEASURED) setMeasured((count) => count + 1);
    if (wanted.current !== null && focusRow(table.current, wanted.current)) wanted.current = null;
  });

  const focus = useCallback(
    (place: number) => {
      wanted.current = null;
      if (focusRow(table.current, place) || !offsets || !table.current) return;
      wanted.current = place;
      const start = table.current.getBoundingClientRect().top + window.scrollY;
      window.scrollTo({ top: start + offsets[place]! - window.innerHeight / 2 });
    },
    [offsets],
  );
  return { table, shown, focus };
}

/**
 * How far the list's beginning lies above the screen's upper edge, in steps, and the screen's height, px. A usual
 * screen at first, so that the server and the browser begin with the same rows.
 */
function useScreen(table: RefObject<HTMLElement | null>, enabled: boolean): { top: number; height: number } {
  const [screen, setScreen] = useState({ top: 0, height: FIRST_SCREEN_PX });
  useEffect(() => {
    if (!enabled) return;
    const look = () => {
      const above = -(table.current?.getBoundingClientRect().top ?? 0);
      const next = { top: Math.floor(above / STEP_PX) * STEP_PX, height: window.innerHeight };
      setScreen((now) => (now.top === next.top && now.height === next.height ? now : next));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [table, enabled]);
  return screen;
}

/** False while that row is not drawn. */
function focusRow(table: HTMLElement | null, place: number): boolean {
  const link = table?.querySelector<HTMLElement>(`tr[data-place="${place}"] a`);
  if (!link) return false;
  link.focus({ preventScroll: true });
  link.closest("tr")?.scrollIntoView({ block: "nearest" });
  return true;
}
