import { expect, test } from "vitest";
import { choosePeriod, finestPeriod } from "./period";

const NOW = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  [1, HOUR, 1],
  [7, HOUR, 10],
  [45, HOUR, 60],
  [60, HOUR, 60],
  [90, HOUR, 120],
  [10, 4 * HOUR, 60],
  [60, 15 * DAY, 60],
  [60, 15 * DAY + 1, 300],
  [400, 20 * DAY, 600],
  [60, 63 * DAY, 300],
  [60, 63 * DAY + 1, 3600],
  [21_600, 100 * DAY, 21_600],
])("%d s wanted, %d ms ago: %d s", (wanted, age, expected) => {
  expect(choosePeriod(wanted, NOW - age, NOW)).toBe(expected);
});

test("what is kept thins out with age", () => {
  expect([HOUR, 4 * HOUR, 16 * DAY, 64 * DAY].map((age) => finestPeriod(NOW - age, NOW))).toEqual([1, 60, 300, 3600]);
});
