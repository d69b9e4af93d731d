import { expect, test } from "vitest";
import { frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { measuredPercent, panelFigures } from "./panel-figures";

const instant = { start: NOW, step: 0, count: 1 };
const target = (refId: string, hidden: boolean) => ({ ...panelOf().targets[0], refId, hidden });
const panel = panelOf({
  leastMeasured: 50,
  thresholds: { direction: "below", target: 99.95, alert: 99.9 },
  targets: [target("A", false), target("B", true)] as never,
});

function figure(availability: number, measured: number | null) {
  const share = okTarget(measured === null ? [] : [frameOf([measured], "Measured")], { refId: "B", grid: instant });
  const result = resultOf([okTarget([frameOf([availability])], { grid: instant }), share]);
  return [panelFigures(panel, result, NOW)[0], measuredPercent(panel, result)] as const;
}

test("with too little measured, or nobody knows how much, there is no verdict", () => {
  for (const availability of [0, 50, 100])
    for (const measured of [null, 0, 10, 49.9])
      expect(figure(availability, measured)).toEqual([{ value: null, status: "unknown", last: null }, measured]);
});

test("with enough measured the figure stands", () => {
  expect(figure(99.5, 50)[0]).toMatchObject({ value: 99.5, status: "fail" });
  expect(figure(100, 100)[0]).toMatchObject({ value: 100, status: "pass" });
});
