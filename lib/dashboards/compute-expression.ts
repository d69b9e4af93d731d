import type { Frame, Notice } from "@/lib/frames/frame";
import { lastValue } from "@/lib/frames/last-value";
import { roundSignificant } from "@/lib/frames/round-significant";
import type { ExpressionTarget } from "./model";
import type { TargetResult } from "./panel-result";

type OkResult = Extract<TargetResult, { status: "ok" }>;

/**
 * Divides one number of a panel's targets by another. Without either, or when either is zero, the answer is a gap and a notice,
 * never a number. It is as partial and as old as the worse of its inputs; an input's error is its own.
 */
export function computeExpression(target: ExpressionTarget, siblings: readonly TargetResult[]): TargetResult {
  const executedQuery = `${target.left} ÷ ${target.right}`;
  const provenance = { datasource: { name: "portal", type: "expression" as const }, executedQuery };
  const inputs = [target.left, target.right].map((refId) => siblings.find((sibling) => sibling.refId === refId));
  const broken = inputs.find((input) => input === undefined || input.status === "error");
  if (broken !== undefined || inputs.includes(undefined)) {
    const error =
      broken?.status === "error" ? broken.error : { code: "not_configured" as const, message: "An input is missing." };
    return { refId: target.refId, status: "error", error, provenance };
  }
  const [left, right] = inputs as [OkResult, OkResult];
  const { value, problem } = divide(onlyValue(left), onlyValue(right), target);
  const notices: Notice[] = problem === undefined ? [] : [{ severity: "info", text: problem }];
  const frames: Frame[] = [{ name: target.legend || target.refId, labels: {}, values: [value] }];
  return {
    refId: target.refId,
    status: "ok",
    grid: { start: Math.min(endOf(left), endOf(right)), step: 0, count: 1 },
    frames,
    notices: [...left.notices, ...right.notices, ...notices],
    partial: left.partial || right.partial,
    provenance: {
      ...provenance,
      asOf: Math.min(left.provenance.asOf, right.provenance.asOf),
      newestSampleAt: value === null ? null : older(left, right),
      tookMs: Math.max(left.provenance.tookMs, right.provenance.tookMs),
      cached: left.provenance.cached && right.provenance.cached,
    },
  };
}

function divide(
  left: number | null,
  right: number | null,
  target: ExpressionTarget,
): { value: number | null; problem?: string } {
  if (left === null) return { value: null, problem: `${target.left} has no single value.` };
  if (right === null) return { value: null, problem: `${target.right} has no single value.` };
  if (left === 0) return { value: null, problem: `${target.left} is zero: nothing has been counted yet.` };
  if (right === 0) return { value: null, problem: `${target.right} is zero, so nothing can be divided by it.` };
  const value = roundSignificant(left / right);
  return Number.isFinite(value) ? { value } : { value: null, problem: "The quotient is not a finite number." };
}

function onlyValue({ frames, grid }: OkResult): number | null {
  const [frame] = frames;
  return frame && frames.length === 1 ? (lastValue(frame, grid)?.value ?? null) : null;
}

function endOf({ grid }: OkResult): number {
  return grid.start + Math.max(0, grid.count - 1) * grid.step;
}

function older(left: OkResult, right: OkResult): number | null {
  const times = [left, right].map(({ provenance }) => provenance.newestSampleAt);
  return times.includes(null) ? null : Math.min(...(times as number[]));
}
