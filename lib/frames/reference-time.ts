import type { PanelResult } from "@/lib/dashboards/panel-result";

/** A range counts as live when its last whole step ended no longer than this before its answer arrived. */
const LIVE_SLACK_MS = 120_000;

/**
 * The moment (epoch ms) against which an answer's age is measured: now for a range that goes on, its end for one that
 * ended in the past, which does not grow stale.
 */
export function referenceTime(result: PanelResult, arrivedAt: number, now: number): number {
  const steps = result.targets.map((target) => (target.status === "ok" ? target.grid.step : 0));
  return result.range.to + Math.max(0, ...steps) >= arrivedAt - LIVE_SLACK_MS ? now : result.range.to;
}
