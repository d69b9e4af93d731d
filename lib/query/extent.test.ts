import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QueryWindow } from "@/lib/datasources/datasource";
import { type Extent, mergeParts, missingParts, type Part, sliceExtent } from "./extent";
import { seriesKey } from "./series-key";

const STEP = 15;
const at = (start: number, end: number): QueryWindow => ({ start: start * STEP, end: end * STEP, step: STEP });

/** A pretended upstream: series "a" has every point, "b" only some, "late" begins at 40. */
const WORLD: Record<string, (n: number) => number> = {
  a: (n) => n,
  b: (n) => (n % 3 === 0 ? n * 10 : Number.NaN),
  late: (n) => (n >= 40 ? 1 : Number.NaN),
};

function fetchPart(window: QueryWindow, world = WORLD): Part {
  const count = (window.end - window.start) / STEP + 1;
  const series = new Map(
    Object.entries(world).map(([name, value]) => {
      const values = Float64Array.from({ length: count }, (_, i) => value(window.start / STEP + i));
      const labels = { name };
      return [seriesKey(labels), { labels, values }] as const;
    }),
  );
  for (const [key, { values }] of series) if (values.every(Number.isNaN)) series.delete(key);
  return { window, series, notices: [] };
}

function plainSeries(series: readonly { labels: Record<string, string>; values: Float64Array }[]) {
  return Object.fromEntries(series.map(({ labels, values }) => [seriesKey(labels), [...values]]));
}

describe("extents", () => {
  test("only the head and the tail are asked, and the tail begins after what is trusted", () => {
    const extent: Extent = { ...empty(10, 20), trustedEnd: 17 * STEP };
    expect(missingParts(undefined, at(1, 5))).toEqual([at(1, 5)]);
    expect(missingParts(extent, at(12, 16))).toEqual([]);
    expect(missingParts(extent, at(12, 22))).toEqual([at(18, 22)]);
    expect(missingParts(extent, at(5, 15))).toEqual([at(5, 9)]);
    expect(missingParts(extent, at(5, 25))).toEqual([at(5, 9), at(18, 25)]);
    expect(missingParts(extent, at(18, 25))).toEqual([at(18, 25)]);
    expect(missingParts(extent, at(1, 9))).toEqual([at(1, 9)]);
  });

  test("an empty tail keeps the cached head", () => {
    const first = mergeParts(undefined, at(0, 9), [fetchPart(at(0, 9))], 9 * STEP, 1);
    const nothing: Part = { window: at(10, 12), series: new Map(), notices: [] };
    const merged = mergeParts(first, at(0, 12), [nothing], 12 * STEP, 2);
    expect(plainSeries(sliceExtent(merged, at(0, 12)).series)['[["name","a"]]']).toEqual([
      ...Array.from({ length: 10 }, (_, n) => n),
      ...[Number.NaN, Number.NaN, Number.NaN],
    ]);
  });

  test("merging never makes an extent younger", () => {
    const first = mergeParts(undefined, at(0, 9), [fetchPart(at(0, 9))], 9 * STEP, 100);
    expect(mergeParts(first, at(5, 12), [fetchPart(at(10, 12))], 12 * STEP, 200).bornAt).toBe(100);
  });

  test("points that may still change are not trusted, and the newer answer wins", () => {
    const first = mergeParts(undefined, at(0, 9), [fetchPart(at(0, 9))], 6 * STEP, 1);
    expect(first.trustedEnd).toBe(6 * STEP);
    const corrected = fetchPart(at(7, 10), { a: () => 99 });
    const { series } = sliceExtent(mergeParts(first, at(0, 10), [corrected], 10 * STEP, 2), at(5, 10));
    expect(plainSeries(series)['[["name","a"]]']).toEqual([5, 6, 99, 99, 99, 99]);
  });

  test("labels that are names of object members are data", () => {
    const labels: Record<string, string> = JSON.parse('{"__proto__":"x","constructor":"y"}');
    expect(seriesKey(labels)).toBe('[["__proto__","x"],["constructor","y"]]');
    expect(seriesKey({ b: "1", a: "2" })).toBe(seriesKey({ a: "2", b: "1" }));
  });

  test("any walk over any windows answers exactly what a fresh query would", () => {
    const windows = fc.array(
      fc.record({ start: fc.integer({ min: 0, max: 80 }), length: fc.integer({ min: 0, max: 60 }), lag: fc.nat(10) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(windows, (walk) => {
        let extent: Extent | undefined;
        for (const { start, length, lag } of walk) {
          const window = at(start, start + length);
          const missing = missingParts(extent, window);
          const reused = missing.length === 1 && missing[0]?.start === window.start && missing[0].end === window.end;
          const parts = missing.map((part) => fetchPart(part));
          extent = mergeParts(reused ? undefined : extent, window, parts, window.end - lag * STEP, 1);
          const { grid, series } = sliceExtent(extent, window);
          expect(grid).toEqual({ start: window.start, step: STEP, count: length + 1 });
          expect(plainSeries(series)).toEqual(plainSeries([...fetchPart(window).series.values()]));
          if (extent.trustedEnd < extent.start) extent = undefined;
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a stretch longer than an upstream would answer is cut back to the window", () => {
    const first = mergeParts(undefined, at(0, 10_000), [fetchPart(at(0, 10_000))], 10_000 * STEP, 1);
    const merged = mergeParts(first, at(9_000, 12_000), [fetchPart(at(10_001, 12_000))], 12_000 * STEP, 2);
    expect([merged.start, merged.end]).toEqual([9_000 * STEP, 12_000 * STEP]);
    expect(plainSeries(sliceExtent(merged, at(9_000, 9_002)).series)['[["name","a"]]']).toEqual([9_000, 9_001, 9_002]);
  });
});

function empty(start: number, end: number): Extent {
  const now = 1;
  return {
    start: start * STEP,
    end: end * STEP,
    step: STEP,
    trustedEnd: end * STEP,
    bornAt: now,
    asOf: now,
    series: new Map(),
    notices: [],
  };
}
