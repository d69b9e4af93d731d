"use client";

import { useSyncExternalStore } from "react";

/** How this tab stands to the portal. */
export interface LiveStatus {
  /** Since when the stream is down (epoch ms, this browser's clock); null while it tells of changes. */
  downSince: number | null;
  /** When the portal last spoke, by stream or by an answer. 0: not known yet. */
  spokeAt: number;
}

let status: LiveStatus = { downSince: 0, spokeAt: 0 };
const BEFORE: LiveStatus = status;
const listeners = new Set<() => void>();

export function setLiveStatus(part: Partial<LiveStatus>): void {
  status = { ...status, ...part };
  for (const listener of listeners) listener();
}

export function liveStatus(): LiveStatus {
  return status;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(subscribe, liveStatus, () => BEFORE);
}
