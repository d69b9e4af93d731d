"use client";

import { useEffect, useRef } from "react";
import type { WantedPanel } from "./use-panel-stream";

/** Panels this near to the screen count as seen. */
const NEAR_PX = 300;
const DEFAULT_WIDTH = 400;

export function panelElementId(panelId: string): string {
  return `panel-${panelId}`;
}

/** The panels on or near the screen, with their widths. Without a layout (a hidden tab) all of them. */
export function visiblePanels(ids: readonly string[], include: (id: string) => boolean): WantedPanel[] {
  return ids.flatMap((id) => {
    const element = document.getElementById(panelElementId(id));
    const box = element?.getBoundingClientRect();
    const near = !box || box.height === 0 || (box.bottom > -NEAR_PX && box.top < window.innerHeight + NEAR_PX);
    return near || include(id) ? [{ id, width: clampWidth(box?.width) }] : [];
  });
}

function clampWidth(width: number | undefined): number {
  return Math.min(4000, Math.max(50, Math.round(width || DEFAULT_WIDTH)));
}

/** Calls back when a panel comes near the screen, so that one that was skipped catches up. */
export function useAppearance(ids: readonly string[], onAppear: (id: string) => void): void {
  const callback = useRef(onAppear);
  useEffect(() => {
    callback.current = onAppear;
  });
  const key = ids.join(" ");
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting) callback.current(target.id.replace("panel-", ""));
      },
      { rootMargin: `${NEAR_PX}px` },
    );
    for (const id of key.split(" ")) {
      const element = document.getElementById(panelElementId(id));
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [key]);
}
