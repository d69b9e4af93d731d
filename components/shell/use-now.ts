"use client";

import { useCallback, useSyncExternalStore } from "react";

/** The present in whole steps (epoch ms); null on the server and while hydrating, so that both draw the same. */
export function useNow(stepMs: number): number | null {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const timer = setInterval(onChange, Math.min(stepMs, 1000));
      return () => clearInterval(timer);
    },
    [stepMs],
  );
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / stepMs) * stepMs,
    () => null,
  );
}
