import fc from "fast-check";
import { expect, test } from "vitest";
import { statusWord, thresholdStatus, worstStatus } from "./threshold-status";

const above = { direction: "above", target: 2, alert: 5 } as const;
const below = { direction: "below", target: 85, alert: 80 } as const;

test("exactly on a threshold is not past it", () => {
  expect([1, 2, 2.01, 5, 5.01].map((value) => thresholdStatus(value, above))).toEqual([
    "pass",
    "pass",
    "warn",
    "warn",
    "fail",
  ]);
  expect([90, 85, 84, 80, 79].map((value) => thresholdStatus(value, below))).toEqual([
    "pass",
    "pass",
    "warn",
    "warn",
    "fail",
  ]);
});

test("an unknown value is never a pass, whatever the thresholds", () => {
  for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    for (const thresholds of [above, below, undefined]) expect(thresholdStatus(value, thresholds)).toBe("unknown");
});

test("one unknown among passes makes the whole unknown; nothing at all is unknown", () => {
  const statuses = fc.array(fc.constantFrom("pass" as const, "none" as const, "unknown" as const));
  fc.assert(
    fc.property(statuses, (list) => {
      const worst = worstStatus(list);
      if (list.includes("unknown") || list.length === 0) expect(worst).toBe("unknown");
    }),
  );
});

test("the word says on which side of the target a value lies", () => {
  expect([statusWord("warn", "above"), statusWord("warn", "below")]).toEqual(["Above target", "Below target"]);
});
