import { expect, test } from "vitest";
import { currentFigure } from "./figure";
import type { PanelSeries } from "./panel-series";

const MINUTE = 60_000;
const series: PanelSeries = {
  key: "k",
  refId: "A",
  name: "n",
  labels: {},
  unit: "percent",
  decimals: 1,
  thresholds: { direction: "above", target: 1, alert: 5 },
  grid: { start: 0, step: 10 * MINUTE, count: 3 },
  values: [0.5, 0.5, null],
};

test("without a value for now, the newest point counts while it is young enough", () => {
  expect(currentFigure(series, 24 * MINUTE, 5 * MINUTE)).toMatchObject({ value: 0.5, status: "pass" });
  expect(currentFigure(series, 26 * MINUTE, 5 * MINUTE)).toMatchObject({ value: null, status: "unknown" });
});

test("a value for now decides, and its absence claims nothing", () => {
  const now = { ...series, latest: { value: 7, at: 24 * MINUTE } };
  expect(currentFigure(now, 24 * MINUTE, 5 * MINUTE)).toMatchObject({
    value: 7,
    status: "fail",
    last: { at: 24 * MINUTE },
  });
  const ended = { ...series, latest: { value: null, at: 24 * MINUTE } };
  expect(currentFigure(ended, 24 * MINUTE, 5 * MINUTE)).toEqual({
    value: null,
    status: "unknown",
    last: { value: 0.5, at: 10 * MINUTE },
  });
});
