import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { currentFigure, type Figure, newestSample } from "./figure";
import { panelSeries } from "./panel-series";

/**
 * The figure of each visible series against `reference` (epoch ms). Where the panel asks how much was measured and that
 * is too little, or not known, nothing is claimed.
 */
export function panelFigures(panel: PanelView, result: PanelResult, reference: number): Figure[] {
  const series = panelSeries(panel, result);
  if (tooLittleMeasured(panel, measuredPercent(panel, result)))
    return series.map(() => ({ value: null, status: "unknown", last: null }));
  return series.map((one) => currentFigure(one, reference, panel.staleAfter * 1000));
}

/** The share of its window that was measured, in percent; null when the panel does not ask or has no answer. */
export function measuredPercent(panel: PanelView, result: PanelResult): number | null {
  if (panel.leastMeasured === undefined) return null;
  const [measured] = panelSeries(panel, result, "hidden");
  const percent = measured ? newestSample(measured)?.value : undefined;
  // A window that counts both its ends holds a minute more than its length.
  return percent === undefined ? null : Math.min(100, percent);
}

function tooLittleMeasured({ leastMeasured }: PanelView, percent: number | null): boolean {
  return leastMeasured !== undefined && (percent === null || percent < leastMeasured);
}
