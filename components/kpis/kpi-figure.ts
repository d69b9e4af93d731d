import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { currentFigure, type Figure } from "@/lib/frames/figure";
import type { PanelRecord } from "@/lib/frames/panel-record";
import { type PanelSeries, panelSeries } from "@/lib/frames/panel-series";
import { type PanelState, panelState } from "@/lib/frames/panel-state";
import { referenceTime } from "@/lib/frames/reference-time";

export interface KpiFigure {
  state: PanelState;
  /** Its course, for the sparkline. */
  series: PanelSeries | undefined;
  figure: Figure;
}

/** An indicator's figure; unknown whenever its panel is anything but fresh. */
export function kpiFigure(panel: PanelView, record: PanelRecord, now: number): KpiFigure {
  const state = panelState(panel, record, now);
  if (!("result" in state)) return { state, series: undefined, figure: currentFigure(undefined, now, 0) };
  const [series] = panelSeries(panel, state.result);
  const figure = currentFigure(series, referenceTime(state.result, record.goodAt, now), panel.staleAfter * 1000);
  if (state.state === "stale") return { state, series, figure: { ...figure, value: null, status: "unknown" } };
  return { state, series, figure };
}
