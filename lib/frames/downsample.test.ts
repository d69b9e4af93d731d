import fc from "fast-check";
import { expect, test } from "vitest";
import { downsample } from "./downsample";

const samples = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null, freq: 8 }), {
  minLength: 1,
  maxLength: 3000,
});

test("no spike is lost: the highest and the lowest sample are always drawn", () => {
  fc.assert(
    fc.property(samples, (values) => {
      const present = values.filter((value): value is number => value !== null);
      const drawn = downsample(values, 50).flatMap((run) => run.map(({ value }) => value));
      if (present.length === 0) {
        expect(drawn).toEqual([]);
        return;
      }
      expect(Math.max(...drawn)).toBe(Math.max(...present));
      expect(Math.min(...drawn)).toBe(Math.min(...present));
    }),
  );
});

test("no line is drawn across a gap", () => {
  fc.assert(
    fc.property(samples, (values) => {
      for (const run of downsample(values, 50)) {
        const [first, last] = [run[0], run.at(-1)];
        if (!first || !last) throw new Error("an empty run");
        expect(values.slice(first.index, last.index + 1)).not.toContain(null);
      }
    }),
  );
});

test("points that are fewer than the columns are all kept", () => {
  expect(downsample([1, null, 2, 3], 600)).toEqual([
    [{ index: 0, value: 1 }],
    [
      { index: 2, value: 2 },
      { index: 3, value: 3 },
    ],
  ]);
});

test("thousands of points become at most a few per column", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
  expect(downsample(values, 300).flat().length).toBeLessThanOrEqual(1200);
});
