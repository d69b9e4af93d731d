import { type Frame, gridTime, type TimeGrid } from "@/lib/frames/frame";
import { roundSignificant } from "@/lib/frames/round-significant";
import type { TimeRange } from "@/lib/time/range";
import { computeExpression } from "./compute-expression";
import { legendOf } from "./legend";
import type { CloudWatchTarget, Panel, PrometheusTarget } from "./model";
import type { PanelResult, TargetResult } from "./panel-result";
import type { TargetAnswer } from "./target-answer";

type OkAnswer = Extract<TargetAnswer, { status: "ok" }>;
type Points = Pick<Frame, "labels"> & { values: Float64Array };

/** Puts a panel's answers into the form of the wire: named frames, six digits, gaps as null, provenance. */
export function presentPanel(
  panel: Panel,
  range: TimeRange,
  answers: readonly TargetAnswer[],
  now: number,
): PanelResult {
  const asked = answers.map((answer) => (answer.status === "ok" ? presentOk(answer, now) : presentError(answer)));
  const targets = panel.targets.map((target) =>
    target.type === "expression"
      ? computeExpression(target, asked)
      : (asked.find(({ refId }) => refId === target.refId) as TargetResult),
  );
  const shown = answers.find((answer): answer is OkAnswer => answer.status === "ok" && !answer.target.hidden);
  return { panelId: panel.id, range: shown?.plan.range ?? range, targets };
}

function presentOk(reply: OkAnswer, now: number): TargetResult {
  const { target, plan, answer, cached } = reply;
  const newestSampleAt = newestSample(answer.series, answer.grid, now);
  const latestOnly = target.type === "cloudwatch" && target.mode === "instant";
  const points = perMinute(target, answer.series, plan.stepSeconds).map((series) =>
    latestOnly ? latest(series) : series,
  );
  return {
    refId: target.refId,
    status: "ok",
    grid: gridOf(reply, latestOnly),
    frames: points.map((series) => frameOf(target, series)),
    notices: [...answer.notices],
    partial: answer.partial,
    provenance: {
      datasource: { name: reply.datasource, type: target.type },
      executedQuery: reply.executedQuery,
      asOf: answer.asOf,
      newestSampleAt,
      tookMs: cached ? 0 : answer.tookMs,
      cached,
    },
  };
}

function presentError({
  target,
  datasource,
  executedQuery,
  error,
}: Extract<TargetAnswer, { status: "error" }>): TargetResult {
  const provenance = {
    ...(datasource === undefined ? {} : { datasource: { name: datasource, type: target.type } }),
    ...(executedQuery === undefined ? {} : { executedQuery }),
  };
  return { refId: target.refId, status: "error", error, provenance };
}

/** A bucket's point is asked at its end and drawn from its start; an instant stands alone. */
function gridOf({ answer: { grid }, plan }: OkAnswer, latestOnly: boolean): TimeGrid {
  if (latestOnly) return { start: gridTime(grid, Math.max(0, grid.count - 1)), step: 0, count: 1 };
  return plan.bucketed ? { ...grid, start: grid.start - grid.step } : grid;
}

function perMinute(
  target: PrometheusTarget | CloudWatchTarget,
  series: readonly Points[],
  stepSeconds: number,
): readonly Points[] {
  if (target.type !== "cloudwatch" || !target.perMinute) return series;
  return series.map(({ labels, values }) => ({ labels, values: values.map((value) => (value * 60) / stepSeconds) }));
}

function latest({ labels, values }: Points): Points {
  const newest = values.findLastIndex((value) => !Number.isNaN(value));
  return { labels, values: newest < 0 ? new Float64Array(0) : values.slice(newest, newest + 1) };
}

function frameOf({ legend, refId }: { legend: string; refId: string }, { labels, values }: Points): Frame {
  const numbers = Array.from(values, (value) => (Number.isFinite(value) ? roundSignificant(value) : null));
  return { name: legendOf(legend, labels, refId), labels, values: numbers };
}

/** Never after now: a bucket that is still being filled ends in the future. */
function newestSample(series: readonly Points[], grid: TimeGrid, now: number): number | null {
  let newest = -1;
  for (const { values } of series)
    newest = Math.max(
      newest,
      values.findLastIndex((value) => !Number.isNaN(value)),
    );
  return newest < 0 ? null : Math.min(gridTime(grid, newest), now);
}
