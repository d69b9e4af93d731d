import { expect, test } from "vitest";
import { computeExpression } from "./compute-expression";
import type { TargetResult } from "./panel-result";

const target = {
  refId: "C",
  type: "expression",
  legend: "Cost",
  hidden: false,
  op: "divide",
  left: "A",
  right: "B",
} as const;

function input(
  refId: string,
  values: (number | null)[],
  over: { partial?: boolean; asOf?: number; frames?: number } = {},
): TargetResult {
  return {
    refId,
    status: "ok",
    grid: { start: 1000, step: 0, count: values.length },
    frames: Array.from({ length: over.frames ?? 1 }, () => ({ name: refId, labels: {}, values })),
    notices: [],
    partial: over.partial ?? false,
    provenance: {
      datasource: { name: "p", type: "prometheus" },
      executedQuery: "q",
      asOf: over.asOf ?? 5000,
      newestSampleAt: values.length > 0 ? (over.asOf ?? 5000) : null,
      tookMs: 1,
      cached: false,
    },
  };
}

const value = (...siblings: TargetResult[]) => {
  const result = computeExpression(target, siblings);
  return result.status === "ok" ? result.frames[0]?.values[0] : result.error;
};

test("divides, and is as old and as partial as the worse input", () => {
  const result = computeExpression(target, [input("A", [10], { asOf: 100, partial: true }), input("B", [4])]);
  expect(result).toMatchObject({
    status: "ok",
    partial: true,
    notices: [],
    provenance: { asOf: 100, newestSampleAt: 100 },
  });
  expect(value(input("A", [10]), input("B", [4]))).toBe(2.5);
});

test("without an input, or by zero, there is a gap and a notice, never a number", () => {
  for (const [left, right] of [
    [input("A", []), input("B", [4])],
    [input("A", [10]), input("B", [0])],
    [input("A", [0]), input("B", [4])],
    [input("A", [null]), input("B", [4])],
    [input("A", [10], { frames: 2 }), input("B", [4])],
  ] as const) {
    expect(value(left, right)).toBeNull();
    expect(computeExpression(target, [left, right])).toMatchObject({ notices: [{ severity: "info" }] });
  }
});

test("an input's error is told, not hidden", () => {
  const broken: TargetResult = {
    refId: "B",
    status: "error",
    error: { code: "upstream_timeout", message: "slow" },
    provenance: {},
  };
  expect(value(input("A", [10]), broken)).toEqual({ code: "upstream_timeout", message: "slow" });
  expect(value(input("A", [10]))).toMatchObject({ code: "not_configured" });
});
