"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const TICK_MS = 5000;
const NowContext = createContext(0);

/** The time that ages are measured against: the server's at first, so that both draw the same, then every few seconds. */
export function NowProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    tick();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

/** Epoch ms. */
export function useNow(): number {
  return useContext(NowContext);
}
