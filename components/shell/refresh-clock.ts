"use client";

import { useSyncExternalStore } from "react";

/** Shared by the controls, which drive it, and every panel, which follows it. */
export interface RefreshClock {
  /** Goes up by one with each refresh. */
  tick: number;
  paused: boolean;
  /** When the next refresh is due (epoch ms); null while there is none. */
  nextAt: number | null;
}

const INITIAL: RefreshClock = { tick: 0, paused: false, nextAt: null };
let clock = INITIAL;
const listeners = new Set<() => void>();

function change(part: Partial<RefreshClock>): void {
  clock = { ...clock, ...part };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRefreshClock(): RefreshClock {
  return useSyncExternalStore(
    subscribe,
    () => clock,
    () => INITIAL,
  );
}

/** Everything on the page asks anew. */
export function refreshNow(): void {
  change({ tick: clock.tick + 1 });
}

export function setRefreshPaused(paused: boolean): void {
  change({ paused });
}

export function setNextRefresh(nextAt: number | null): void {
  change({ nextAt });
}
