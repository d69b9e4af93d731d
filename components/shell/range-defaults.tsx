"use client";

import { createContext, type ReactNode, useContext } from "react";

export interface RangeDefaults {
  from: string;
  to: string;
  refreshSeconds: number;
}

const Defaults = createContext<RangeDefaults>({ from: "now-24h", to: "now", refreshSeconds: 30 });

/** What a dashboard shows while the URL names no range or refresh of its own. */
export function RangeDefaultsProvider({ defaults, children }: { defaults: RangeDefaults; children: ReactNode }) {
  return <Defaults value={defaults}>{children}</Defaults>;
}

export function useRangeDefaults(): RangeDefaults {
  return useContext(Defaults);
}
