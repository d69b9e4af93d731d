"use client";

import { useEffect, useRef } from "react";

/**
 * From a key ("?"), or two pressed after one another ("t ArrowLeft"), to what it does. One that answers false did
 * nothing, and the key is the browser's.
 */
export type Shortcuts = Record<string, () => unknown>;

const SECOND_KEY_MS = 1500;
/** A box that was just ticked takes no text. */
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open], [role=dialog]";

/** Listens while `enabled`. Never while somebody types, with a modifier held, or over an open dialog. */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return;
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const pair = first && event.timeStamp - first.at < SECOND_KEY_MS ? `${first.key} ${event.key}` : null;
      const action = (pair && latest.current[pair]) || latest.current[event.key];
      first = action ? null : { key: event.key, at: event.timeStamp };
      if (!action) return;
      if (action() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(TYPED) !== null;
}
