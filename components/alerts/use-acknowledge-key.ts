"use client";

import { useEffect } from "react";

/** The key `a`: calls `open` with the id of the row that has the focus, else null. Not while typing or in a dialog. */
export function useAcknowledgeKey(open: (episodeId: string | null) => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, [contenteditable], dialog")) return;
      event.preventDefault();
      open(target.closest<HTMLElement>("[data-episode]")?.dataset.episode ?? null);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);
}
