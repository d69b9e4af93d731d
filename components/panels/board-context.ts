"use client";

import { createContext, useContext } from "react";
import type { ChartAnnotation } from "@/components/charts/annotation-marks";

/** What every panel of a board shares. */
export interface BoardView {
  dashboardId: string;
  /** IANA zone of every time that is shown. */
  zone: string;
  annotations: readonly ChartAnnotation[];
  /** Asks the upstreams again, now. */
  retry: () => void;
  /** Opens the inspect drawer on a panel. */
  inspect: (panelId: string) => void;
  inspected: string | null;
}

export const BoardContext = createContext<BoardView | null>(null);

export function useBoard(): BoardView {
  const board = useContext(BoardContext);
  if (!board) throw new Error("A panel stands outside a board.");
  return board;
}
