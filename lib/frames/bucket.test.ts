import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketSeries } from "./bucket";
import { heatBounds, heatClass } from "./heat-classes";

test("the worst sample of each stretch is kept, by direction", () => {
  const values = [1, 9, 2, null, 3, 4];
  const grid = { start: 0, step: 10, count: 6 };
  expect(bucketSeries(values, grid, 2).map(({ worst }) => worst)).toEqual([9, 4]);
  expect(bucketSeries(values, grid, 2, "below").map(({ worst, worstAt }) => [worst, worstAt])).toEqual([
    [1, 0],
    [3, 40],
  ]);
});

test("stretches cover the grid without overlap, and count what is missing", () => {
  const samples = fc.array(fc.option(fc.double({ noNaN: true }), { nil: null }), { minLength: 1, maxLength: 500 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 60 }), (values, most) => {
      const buckets = bucketSeries(values, { start: 0, step: 1, count: values.length }, most);
      expect(buckets.length).toBe(Math.min(most, values.length));
      expect(buckets.reduce((sum, { expected }) => sum + expected, 0)).toBe(values.length);
      expect(buckets.reduce((sum, { samples: n }) => sum + n, 0)).toBe(values.filter((value) => value !== null).length);
      for (const { samples: n, worst } of buckets) expect(worst === null).toBe(n === 0);
    }),
  );
});

test("zero is the lowest class, the alert threshold the highest", () => {
  const bounds = heatBounds(1);
  expect([0, 0.01, 0.05, 0.2, 0.5, 0.9, 1, 50].map((value) => heatClass(value, bounds))).toEqual([
    0, 0, 1, 2, 3, 4, 5, 5,
  ]);
});
