import type { Frame, TimeGrid } from "@/lib/frames/frame";
import { gridTime } from "@/lib/frames/grid-time";
import { roundSignificant } from "@/lib/frames/round-significant";
import { seriesKey } from "@/lib/query/series-key";
import type { TimeRange } from "@/lib/time/range";
import { computeExpression } from "./compute-expression";
import { legendOf } from "./legend";
import type { CloudWatchTarget, Panel, PrometheusTarget } from "./model";
import type { PanelResult, TargetResult } from "./panel-result";
import type { TargetAnswer } from "./target-answer";

type OkAnswer = Extract<TargetAnswer, { status: "ok" }>;
type Latest = NonNullable<Extract<TargetResult, { status: "ok" }>["latest"]>;
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
  const latest = latestOf(reply);
  const latestOnly = target.type === "cloudwatch" && target.mode === "instant";
  const points = perMinute(target, answer.series, plan.stepSeconds).map((series) =>
    latestOnly ? newestPoint(series) : series,
  );
  return {
    refId: target.refId,
    status: "ok",
    grid: gridOf(reply, latestOnly),
    frames: points.map((series) => frameOf(target, series)),
    ...(latest === undefined ? {} : { latest }),
    notices: [...answer.notices],
    partial: answer.partial,
    provenance: {
      datasource: { name: reply.datasource, type: target.type },
      executedQuery: reply.executedQuery,
      asOf: answer.asOf,
      newestSampleAt: newestSampleAt(reply, latest, now),
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

function newestPoint({ labels, values }: Points): Points {
  const newest = values.findLastIndex((value) => !Number.isNaN(value));
  return { labels, values: newest < 0 ? new Float64Array(0) : values.slice(newest, newest + 1) };
}

function frameOf({ legend, refId }: { legend: string; refId: string }, { labels, values }: Points): Frame {
  return { name: legendOf(legend, labels, refId), labels, values: Array.from(values, toWire) };
}

/** What the fast-forward found for each frame; a series that it did not find has ended. */
function latestOf({ answer, latest }: OkAnswer): Latest | undefined {
  if (!latest) return undefined;
  const found = new Map(latest.series.map(({ labels, values }) => [seriesKey(labels), values[0] ?? Number.NaN]));
  const values = answer.series.map(({ labels }) => found.get(seriesKey(labels)) ?? Number.NaN);
  return { at: latest.grid.start, values: values.map(toWire) };
}

/** A period's sum or a bucket holds samples up to its end. Never after now: the last one may still be filling. */
function newestSampleAt({ answer, target }: OkAnswer, latest: Latest | undefined, now: number): number | null {
  if (latest?.values.some((value) => value !== null)) return latest.at;
  let newest = -1;
  for (const { values } of answer.series)
    newest = Math.max(
      newest,
      values.findLastIndex((value) => !Number.isNaN(value)),
    );
  if (newest < 0) return null;
  const covers = target.type === "cloudwatch" && target.mode === "range" ? answer.grid.step : 0;
  return Math.min(gridTime(answer.grid, newest) + covers, now);
}

function toWire(value: number): number | null {
  return Number.isFinite(value) ? roundSignificant(value) : null;
}
