"use client";

import { useCallback, useState } from "react";

/** Whether a person has turned to a chart, and whether its live layer stands. */
export interface Interaction {
  wanted: boolean;
  ready: boolean;
  /** Pointing, touching or focusing asks for the live layer. */
  want: () => void;
  onReady: () => void;
}

export function useInteraction(): Interaction {
  const [wanted, setWanted] = useState(false);
  const [ready, setReady] = useState(false);
  const want = useCallback(() => setWanted(true), []);
  const onReady = useCallback(() => setReady(true), []);
  return { wanted, ready, want, onReady };
}
