import fc from "fast-check";
import { expect, test } from "vitest";
import { roundSignificant } from "./round-significant";

test("six significant digits, as short decimal text", () => {
  expect([0, 0.1 + 0.2, 1234567, -0.000123456789, 99.99999, 1e-300, 18460.3749, 5e21].map(roundSignificant)).toEqual([
    0, 0.3, 1234570, -0.000123457, 100, 1e-300, 18460.4, 5e21,
  ]);
  expect(roundSignificant(Number.NaN)).toBeNaN();
});

test("never further from the value than half a unit of the sixth digit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.abs(roundSignificant(value) - value)).toBeLessThanOrEqual(Math.abs(value) * 5.0001e-6 + 5e-324);
    }),
  );
});
