import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { panelFigures } from "@/lib/frames/panel-figures";
import type { PanelRecord } from "@/lib/frames/panel-record";
import type { PanelState } from "@/lib/frames/panel-state";
import { referenceTime } from "@/lib/frames/reference-time";
import { type FigureStatus, worstStatus } from "@/lib/frames/threshold-status";

/**
 * What each visible series says about now, in order: null where its newest sample is too old to say anything. In a
 * stale panel, which is marked as such, the last values.
 */
export function currentValues(
  panel: PanelView,
  record: PanelRecord,
  state: PanelState,
  now: number,
): (number | null)[] {
  return figures(panel, record, state, now).map((figure) =>
    state.state === "stale" ? (figure.last?.value ?? null) : figure.value,
  );
}

/** The worst of the series; a series without a fresh sample is unknown. */
export function panelStatus(panel: PanelView, record: PanelRecord, state: PanelState, now: number): FigureStatus {
  if (state.state !== "ok" && state.state !== "partial") return "unknown";
  if (panel.visualization === "bars" || panel.visualization === "pie") return "none";
  return worstStatus(figures(panel, record, state, now).map(({ status }) => status));
}

function figures(panel: PanelView, record: PanelRecord, state: PanelState, now: number) {
  if (!("result" in state)) return [];
  const reference = referenceTime(state.result, record.goodAt, now);
  return panelFigures(panel, state.result, reference);
}
