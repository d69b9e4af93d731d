import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult, TargetResult } from "@/lib/dashboards/panel-result";
import type { Frame } from "@/lib/frames/frame";

/** 2026-11-23T14:00:00Z */
export const NOW = 1_795_442_400_000;
const STEP = 60_000;

export function panelOf(part: Partial<PanelView> = {}): PanelView {
  return {
    id: "response-time",
    title: "Response time",
    subtitle: "",
    description: "Time to answer.",
    visualization: "timeseries",
    unit: "seconds",
    decimals: 2,
    thresholds: { direction: "above", target: 2, alert: 5 },
    span: 8,
    targets: [{ refId: "A", type: "prometheus", legend: "p95", hidden: false, unit: undefined, thresholds: undefined }],
    staleAfter: 300,
    ...part,
  };
}

export function frameOf(values: (number | null)[], name = "p95", labels: Record<string, string> = {}): Frame {
  return { name, labels, values };
}

/** Minute samples that end at `end`. */
export function okTarget(frames: Frame[], part: Partial<Extract<TargetResult, { status: "ok" }>> = {}): TargetResult {
  const count = Math.max(1, ...frames.map(({ values }) => values.length));
  const grid = part.grid ?? { start: NOW - (count - 1) * STEP, step: STEP, count };
  const newest = frames.flatMap(({ values }) => values.flatMap((value, i) => (value === null ? [] : [i])));
  return {
    refId: "A",
    status: "ok",
    frames,
    notices: [],
    partial: false,
    provenance: {
      datasource: { name: "prometheus", type: "prometheus" },
      executedQuery: "up",
      asOf: NOW,
      newestSampleAt: newest.length > 0 ? grid.start + Math.max(...newest) * grid.step : null,
      tookMs: 12,
      cached: false,
    },
    ...part,
    grid,
  };
}

export function failedTarget(message: string, refId = "A"): TargetResult {
  return { refId, status: "error", error: { code: "upstream_error", message }, provenance: {} };
}

export function resultOf(targets: TargetResult[], panelId = "response-time"): PanelResult {
  return { panelId, range: { from: NOW - 3_600_000, to: NOW }, targets };
}
