import { expect, test } from "vitest";
import { parseRange } from "@/lib/time/range";
import { ruleChartRange } from "./rule-chart-range";

const start = Date.UTC(2026, 10, 25, 3);
const grid = { start, step: 60_000, count: 91 };
const now = Date.UTC(2026, 10, 26, 9);
const rangeOf = (live: boolean) => parseRange({ ...ruleChartRange({ grid, live }), zone: "UTC" }, now);

test("a resolved alert's range is the one that is drawn", () => {
  expect(rangeOf(false)).toEqual({ from: start, to: start + 90 * 60_000 });
});

test("a firing alert's range goes up to now", () => {
  expect(rangeOf(true)).toEqual({ from: start, to: now });
});
