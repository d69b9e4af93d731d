import { expect, test } from "vitest";
import { durationText, figureSentence, shortDurationText, withoutFigure } from "./duration-words";

const figure = (samples: number, seconds: number | null) => ({
  samples,
  mean: seconds,
  median: seconds,
  p90: seconds,
  max: seconds,
});

test("lengths as people read them", () => {
  expect([0, 0.4, 59.4, 570, 5_400].map(durationText)).toEqual([
    "under 1 s",
    "under 1 s",
    "59 s",
    "9 min 30 s",
    "1 h 30 min",
  ]);
  expect([570, 599.9, 629, 631, 5_429].map(shortDurationText)).toEqual([
    "9 min 30 s",
    "9 min 59 s",
    "10 min",
    "11 min",
    "1 h 30 min",
  ]);
});

test("no samples, too few, and enough are three things", () => {
  expect([figure(0, null), figure(4, null), figure(5, 60)].map(withoutFigure)).toEqual([
    "none",
    "too few to say",
    null,
  ]);
  expect(figureSentence(figure(0, null))).toBe("none");
  expect(figureSentence(figure(1, null))).toBe("too few to say; 1 sample");
  expect(figureSentence(figure(5, 60))).toBe("mean 1 min, median 1 min, p90 1 min, longest 1 min; 5 samples");
});
