import { expect, test } from "vitest";
import { findGaps } from "./find-gaps";

const grid = { start: 0, step: 10, count: 6 };

test("a gap runs from the last sample before to the first after, and only where every series is silent", () => {
  const one = [1, null, null, null, 1, 1];
  expect(findGaps([one], grid)).toEqual([{ from: 0, to: 40 }]);
  expect(findGaps([one, [1, 1, 1, 1, 1, 1]], grid)).toEqual([]);
});

test("a gap may begin with the range, last to its end, or be all of it", () => {
  expect(findGaps([[null, null, 1, 1, null, null]], grid)).toEqual([
    { from: 0, to: 20 },
    { from: 30, to: 50 },
  ]);
  expect(findGaps([[null, null, null, null, null, null]], grid)).toEqual([{ from: 0, to: 50 }]);
});

test("a single late scrape is not a gap", () => {
  expect(findGaps([[1, null, 1, 1, 1, 1]], grid)).toEqual([]);
});
