import { expect, test } from "vitest";
import { drawnSeries } from "./drawn-series";
import type { ExploreAnswer } from "./explore-result";
import { figureText } from "./figure-text";
import { nameSeries } from "./name-series";

const answer = (frames: ExploreAnswer["frames"]): ExploreAnswer => ({
  status: "ok",
  source: "main",
  grid: { start: 0, step: 1_000, count: 2 },
  frames,
  notices: [],
  partial: false,
  asOf: 0,
  newestSampleAt: 0,
  tookMs: 1,
  cached: false,
  live: true,
});
const frame = (pod: string, ...values: (number | null)[]) => ({
  name: "",
  labels: { __name__: "load", job: "api", pod },
  values,
});

test("the highest latest value comes first, a series without one last; small values get the digits they need", () => {
  const { common, series } = drawnSeries(
    answer([frame("a", 0.000123, null), frame("b", null, null), frame("c", 9, 0), frame("d", 1, 12)]),
    "load",
  );
  expect(common).toBe('load{job="api"}');
  expect(series.map(({ name, decimals }) => [name, decimals])).toEqual([
    ['{pod="d"}', undefined],
    ['{pod="a"}', 6],
    ['{pod="c"}', undefined],
    ['{pod="b"}', undefined],
  ]);
  expect(new Set(series.map(({ key }) => key)).size).toBe(4);
});

test("a series alone has its whole name, one without labels the query's", () => {
  expect(nameSeries([{ __name__: "up", job: 'a"b' }], "up")).toEqual({ common: "", own: ['up{job="a\\"b"}'] });
  expect(nameSeries([{}], "sum(\n  up)")).toEqual({ common: "", own: ["sum( up)"] });
  expect(nameSeries([], "up")).toEqual({ common: "", own: [] });
});

test("G08 labels called like members of objects are labels", () => {
  const labels = JSON.parse('{"__proto__": "a", "constructor": "x"}') as Record<string, string>;
  const other = JSON.parse('{"__proto__": "b", "constructor": "x"}') as Record<string, string>;
  expect(nameSeries([labels, other], "q")).toEqual({
    common: '{constructor="x"}',
    own: ['{__proto__="a"}', '{__proto__="b"}'],
  });
});

test.each([
  [null, undefined, "–"],
  [0, 5, "0"],
  [0.00333, 5, "0.00333"],
  [0.0000021, 5, "0.0000021"],
  [-0.00001, 3, "-0.000010"],
  [1234.5, undefined, "1,235"],
])("%s in %s digits is %s", (value, decimals, text) => {
  expect(figureText(value, { unit: "count", decimals })).toBe(text);
});
