import fc from "fast-check";
import { expect, test } from "vitest";
import { alignBuckets, alignWindow, chooseStep } from "./step";

const HOUR = 3_600_000;
const step = (hours: number, widthPx: number, ...minStepsSeconds: number[]) =>
  chooseStep({ from: 0, to: hours * HOUR, widthPx, minStepsSeconds }) / 1000;

test("a point per pixel at most, rounded up to a step a clock has", () => {
  expect(step(1, 600, 15)).toBe(15);
  expect(step(6, 600)).toBe(60);
  expect(step(24, 600)).toBe(300);
  expect(step(24, 4000)).toBe(120); // a thousand points are enough for any screen
  expect(step(24 * 30, 300)).toBe(3 * 3600);
  expect(step(24 * 400, 50)).toBe(8 * 86400);
});

test("never finer than the scrape interval or the panel's own floor", () => {
  expect(step(1, 1000, 15, 60)).toBe(60);
  expect(step(1, 1000, 86400)).toBe(86400);
});

test("E07 never asks for more than Prometheus' 11,000 points, and both ends are whole steps", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000_000_000_000 }),
      fc.integer({ min: 1, max: 400 * 24 * HOUR }),
      fc.integer({ min: 50, max: 4000 }),
      (from, length, widthPx) => {
        const chosen = chooseStep({ from, to: from + length, widthPx, minStepsSeconds: [15] });
        const { start, end } = alignWindow(from, from + length, chosen);
        expect(start % chosen).toBe(0);
        expect(end % chosen).toBe(0);
        expect(end).toBeLessThanOrEqual(from + length);
        expect((end - start) / chosen).toBeLessThanOrEqual(1001);
      },
    ),
  );
  expect(() => alignWindow(0, 11_001_000, 1000)).toThrow(expect.objectContaining({ code: "bad_request" }));
});

test("buckets end on whole steps and the last one is still open", () => {
  const day = 24 * HOUR;
  const now = 100 * day + 14 * HOUR;
  expect(alignBuckets(now - 14 * day + 1, now, day)).toEqual({ start: 87 * day, end: 101 * day, step: day });
});
