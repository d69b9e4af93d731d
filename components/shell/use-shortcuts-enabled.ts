"use client";

import { useSyncExternalStore } from "react";

const KEY = "portal-shortcuts";
const CHANGED = "portal-shortcuts-changed";

/** Whether this browser's reader wants keyboard shortcuts (WCAG 2.1.4: they can be turned off), and the switch. */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const enabled = useSyncExternalStore(subscribe, read, () => true);
  return [enabled, write];
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}

function read(): boolean {
  try {
    return window.localStorage.getItem(KEY) !== "off";
  } catch {
    return true; // storage refused by the browser
  }
}

function write(enabled: boolean): void {
  try {
    window.localStorage.setItem(KEY, enabled ? "on" : "off");
  } finally {
    window.dispatchEvent(new Event(CHANGED));
  }
}
