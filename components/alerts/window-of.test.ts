import fc from "fast-check";
import { expect, test } from "vitest";
import { windowOf } from "./window-of";

function offsetsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) offsets[index + 1] = offsets[index]! + heightOf(index);
  return offsets;
}

test.each([
  [0, 100, { from: 0, to: 4, before: 0, after: 210 }],
  [-500, -10, { from: 0, to: 1, before: 0, after: 300 }],
  [95, 100, { from: 3, to: 4, before: 90, after: 210 }],
  [9_000, 9_900, { from: 10, to: 11, before: 300, after: 0 }],
])("of eleven items of 30 px, those between %d and %d", (top, bottom, expected) => {
  expect(
    windowOf(
      offsetsOf(11, () => 30),
      top,
      bottom,
    ),
  ).toEqual(expected);
});

test("an empty list has an empty window", () => {
  expect(
    windowOf(
      offsetsOf(0, () => 30),
      0,
      900,
    ),
  ).toEqual({ from: 0, to: 0, before: 0, after: 0 });
});

test("whatever the heights, the window covers the screen and the rooms add up", () => {
  const heights = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(heights, fc.integer({ min: -100, max: 9_000 }), fc.integer({ min: 1, max: 900 }), (all, top, size) => {
      const offsets = offsetsOf(all.length, (index) => all[index]!);
      const { from, to, before, after } = windowOf(offsets, top, top + size);
      const inside = all.slice(from, to).reduce((sum, one) => sum + one, 0);
      const whole = all.reduce((sum, one) => sum + one, 0);
      expect(before + inside + after).toBe(whole);
      expect(to).toBeGreaterThan(from);
      if (top >= 0 && top < whole) {
        expect(before).toBeLessThanOrEqual(top);
        expect(before + inside).toBeGreaterThanOrEqual(Math.min(whole, top + size));
      }
    }),
  );
});
