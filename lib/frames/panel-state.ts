import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import type { Notice } from "./frame";
import type { PanelFailure, PanelRecord } from "./panel-record";
import { panelSeries } from "./panel-series";
import { referenceTime } from "./reference-time";

/** A last good answer is shown greyed for this long after refreshes began to fail, then withdrawn. */
export const STALE_SHOWN_MS = 5 * 60_000;

/** The seven states of a panel. What `result` holds may be drawn; without it there is nothing to draw. */
export type PanelState =
  | { state: "loading" }
  | { state: "forbidden"; failure: PanelFailure }
  | { state: "error"; failure: PanelFailure; failedAt: number; attempts: number; lastGoodAt: number | null }
  | { state: "empty"; result: PanelResult; notices: Notice[] }
  | { state: "ok"; result: PanelResult; notices: Notice[] }
  | { state: "partial"; result: PanelResult; notices: Notice[] }
  /** `ageMs` is the age of the newest sample and `failure` null; or the age of the last answer, and why there is no newer. */
  | { state: "stale"; result: PanelResult; notices: Notice[]; ageMs: number; failure: PanelFailure | null };

/** Decides the state at `now` (epoch ms). Doubt never makes a panel look better than it is. */
export function panelState(panel: PanelView, record: PanelRecord, now: number): PanelState {
  const { good, failure } = record;
  if (failure && (failure.code === "forbidden" || failure.code === "unauthenticated"))
    return { state: "forbidden", failure };
  if (failure && (!good || now - record.goodAt > STALE_SHOWN_MS)) return errorState(record, failure);
  if (!good) return { state: "loading" };
  const notices = collectNotices(good);
  if (!hasSamples(panel, good)) return { state: "empty", result: good, notices };
  if (failure) return { state: "stale", result: good, notices, ageMs: now - record.goodAt, failure };
  const lag = lagOf(panel, record, good, now);
  if (lag.beyondStepMs > panel.staleAfter * 1000)
    return { state: "stale", result: good, notices, ageMs: lag.ageMs, failure };
  const partial = good.targets.some((target) => target.status === "error" || target.partial);
  return { state: partial ? "partial" : "ok", result: good, notices };
}

function errorState(record: PanelRecord, failure: PanelFailure): PanelState {
  const lastGoodAt = record.good ? record.goodAt : null;
  return { state: "error", failure, failedAt: record.failedAt, attempts: record.attempts, lastGoodAt };
}

/** How far the visible target that lags most is behind, also beyond the step that its samples are apart anyway. */
function lagOf(panel: PanelView, record: PanelRecord, result: PanelResult, now: number) {
  const reference = referenceTime(result, record.goodAt, now);
  const lags = result.targets.flatMap((target) => {
    if (target.status !== "ok" || target.provenance.newestSampleAt === null) return [];
    if (panel.targets.find(({ refId }) => refId === target.refId)?.hidden) return [];
    const ageMs = reference - target.provenance.newestSampleAt;
    return [{ ageMs, beyondStepMs: ageMs - target.grid.step }];
  });
  return lags.reduce((most, lag) => (lag.beyondStepMs > most.beyondStepMs ? lag : most), { ageMs: 0, beyondStepMs: 0 });
}

function hasSamples(panel: PanelView, result: PanelResult): boolean {
  const series = [...panelSeries(panel, result), ...panelSeries(panel, result, "hidden")];
  return series.some(({ values }) => values.some((value) => value !== null));
}

function collectNotices(result: PanelResult): Notice[] {
  return result.targets.flatMap((target) =>
    target.status === "ok"
      ? target.notices
      : [{ severity: "warning" as const, text: `Target ${target.refId}: ${target.error.message}` }],
  );
}
