import fc from "fast-check";
import { expect, test } from "vitest";
import { niceScale } from "./nice-scale";
import { valueScale } from "./value-scale";

test("ticks are round, and both ends are ticks", () => {
  expect(niceScale(0, 4.7, 4).ticks).toEqual([0, 2, 4, 6]);
  expect(niceScale(0.2, 0.36, 2)).toMatchObject({ min: 0.2, max: 0.4 });
  expect(niceScale(0, 0, 4)).toMatchObject({ min: 0, max: 1 });
});

test("every finite range lies within its scale, which stays small", () => {
  const magnitude = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(magnitude, magnitude, fc.integer({ min: 1, max: 8 }), (a, b, count) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(high - low > 1e-3 || high === low);
      const { min, max, ticks } = niceScale(low, high, count);
      const slack = Math.max(1e-6, (max - min) * 1e-6);
      expect(min).toBeLessThanOrEqual(low + slack);
      expect(max).toBeGreaterThanOrEqual(high - slack);
      expect(ticks.length).toBeLessThanOrEqual(count * 2 + 3);
    }),
  );
});

test("a time series starts at zero and shows its thresholds, unless they would press it flat", () => {
  const thresholds = { direction: "above", target: 2, alert: 5 } as const;
  expect(valueScale([1.1, 1.4], "seconds", thresholds)).toMatchObject({ min: 0, max: 6 });
  expect(valueScale([0.01], "seconds", thresholds).max).toBeLessThan(1);
});

test("without a single sample there is still an axis", () => {
  expect(valueScale([null, null], "percent", undefined)).toMatchObject({ min: 0, max: 100 });
});
