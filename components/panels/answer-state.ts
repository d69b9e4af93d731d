import type { PanelState } from "@/components/ui/panel";

/** Behind the newest sample by more than this, an answer that goes up to now is late. */
const LATE_MS = 5 * 60_000;

interface Answer {
  partial: boolean;
  /** The range goes up to now. */
  live: boolean;
  /** Epoch ms; null: it holds no sample. */
  newestSampleAt: number | null;
  asOf: number;
  grid: { step: number };
}

/** What a chart of one source's answer is to say of itself. */
export function answerState({ partial, live, newestSampleAt, asOf, grid }: Answer): PanelState {
  if (newestSampleAt === null) return "empty";
  if (live && asOf - newestSampleAt > LATE_MS + grid.step) return "stale";
  return partial ? "partial" : "ok";
}
