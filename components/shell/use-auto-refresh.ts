"use client";

import { useEffect, useRef } from "react";
import { useRefreshClock } from "./refresh-clock";

/** Calls `callback` on each refresh of the page (by time, by button, on coming back), not on the first drawing. */
export function useAutoRefresh(callback: () => void): void {
  const { tick } = useRefreshClock();
  const seen = useRef(tick);
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => {
    if (seen.current === tick) return;
    seen.current = tick;
    latest.current();
  }, [tick]);
}
