import { expect, test } from "vitest";
import { frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { mergeTable } from "./merge-table";

const instant = { start: NOW, step: 0, count: 1 };
const target = (refId: string, hidden = false) => ({
  refId,
  type: "prometheus" as const,
  legend: `column ${refId}`,
  hidden,
  unit: undefined,
  thresholds: undefined,
});
const panel = panelOf({
  visualization: "table",
  unit: "percent",
  columns: [
    { label: "pod", title: "Pod" },
    { label: "phase", title: "Status" },
  ],
  targets: [target("A", true), target("B"), target("C")],
});

test("rows are joined by the first label; a missing sample stays missing", () => {
  const result = resultOf([
    okTarget(
      [frameOf([1], "a", { pod: "web-1", phase: "Running" }), frameOf([1], "b", { pod: "web-2", phase: "Pending" })],
      {
        grid: instant,
      },
    ),
    okTarget([frameOf([61], "a", { pod: "web-1" })], { refId: "B", grid: instant }),
    okTarget([frameOf([0], "b", { pod: "web-2" })], { refId: "C", grid: instant }),
  ]);
  const { columns, rows } = mergeTable(panel, result);
  expect(columns.map(({ title }) => title)).toEqual(["Pod", "Status", "column B", "column C"]);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ["web-1", "Running", 61, null],
    ["web-2", "Pending", null, 0],
  ]);
});

test("G08 labels called __proto__, constructor and toString are data", () => {
  const hostile = JSON.parse('{"__proto__":"p","constructor":"c","toString":"t","pod":"__proto__"}') as Record<
    string,
    string
  >;
  const columns = ["pod", "__proto__", "constructor", "toString", "hasOwnProperty"].map((label) => ({
    label,
    title: label,
  }));
  const result = resultOf([okTarget([frameOf([1], "x", hostile)], { refId: "B", grid: instant })]);
  const { rows } = mergeTable({ ...panel, columns, targets: [target("B")] }, result);
  expect(rows).toEqual([{ key: "__proto__", cells: ["__proto__", "p", "c", "t", null, 1] }]);
  expect(({} as Record<string, unknown>).p).toBeUndefined();
});
