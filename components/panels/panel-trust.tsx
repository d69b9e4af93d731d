"use client";

import { TrustStrip } from "@/components/ui/trust-strip";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { findGaps } from "@/lib/frames/find-gaps";
import { panelSeries } from "@/lib/frames/panel-series";
import type { PanelState } from "@/lib/frames/panel-state";
import { formatDuration, formatShortDuration } from "@/lib/time/format-time";
import { useBoard } from "./board-context";
import { useNow } from "./now-context";
import { sourcesOf } from "./source-words";

/** Under each panel: where the figures come from, how old they are, how fine, what is missing. */
export function PanelTrust({ panel, state }: { panel: PanelView; state: PanelState }) {
  const { inspect, inspected } = useBoard();
  const now = useNow();
  const open = inspected === panel.id;
  return (
    <TrustStrip
      items={trustItems(panel, state, now)}
      action={
        <button
          type="button"
          data-inspects={panel.id}
          onClick={() => inspect(panel.id)}
          aria-expanded={open}
          aria-label={`Inspect ${panel.title}`}
        >
          {open ? "Inspecting" : "Inspect"}
        </button>
      }
    />
  );
}

function trustItems(panel: PanelView, state: PanelState, now: number) {
  if (state.state === "loading") return ["Asking"];
  if (state.state === "forbidden") return ["Nothing was read"];
  if (state.state === "error")
    return [
      `failed ${formatShortDuration(now - state.failedAt)} ago`,
      state.attempts > 1 && `${state.attempts} attempts`,
      state.failure.requestId && `request ${state.failure.requestId}`,
    ];
  const { result } = state;
  const newest = newestSampleAt(result);
  const age = newest === null ? "no sample" : formatShortDuration(now - newest);
  return [
    sourcesOf(result).join(", "),
    state.state === "stale" ? (
      <span key="late" className="late">
        {age} old
      </span>
    ) : newest === null ? (
      age
    ) : (
      `${age} ago`
    ),
    stepWords(result),
    gapWords(panel, result),
    state.notices.length > 0 && `${state.notices.length} ${state.notices.length === 1 ? "notice" : "notices"}`,
    result.targets.every(({ provenance }) => provenance.cached) && "cached",
  ];
}

export function newestSampleAt(result: PanelResult): number | null {
  const times = result.targets.flatMap((target) =>
    target.status === "ok" && target.provenance.newestSampleAt !== null ? [target.provenance.newestSampleAt] : [],
  );
  return times.length > 0 ? Math.max(...times) : null;
}

function stepWords(result: PanelResult): string | null {
  const steps = result.targets.flatMap((target) =>
    target.status === "ok" && target.grid.step > 0 ? [target.grid.step] : [],
  );
  return steps.length > 0 ? `${formatDuration(Math.max(...steps))} step` : null;
}

function gapWords(panel: PanelView, result: PanelResult): string | null {
  const series = panelSeries(panel, result);
  const [first] = series;
  if (!first || first.grid.count < 2) return null;
  const columns = series.filter(({ grid }) => grid.start === first.grid.start).map(({ values }) => values);
  const gaps = findGaps(columns, first.grid);
  if (gaps.length === 0) return null;
  const missing = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  return `${gaps.length} ${gaps.length === 1 ? "gap" : "gaps"}, ${formatDuration(missing)}`;
}
