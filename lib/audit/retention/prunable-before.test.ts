import { expect, test } from "vitest";
import { prunableBefore } from "./prunable-before";

test.each([
  ["2026-11-25T12:00:00Z", 7, "2019-11-01T00:00:00.000Z"],
  ["2026-11-01T00:00:00Z", 7, "2019-11-01T00:00:00.000Z"],
  ["2026-01-31T23:59:59Z", 6, "2020-01-01T00:00:00.000Z"],
  ["2026-11-25T12:00:00Z", 6.5, "2020-05-01T00:00:00.000Z"],
])("at %s, kept for %s years: what is before %s may go", (now, years, limit) => {
  expect(prunableBefore(new Date(now), years).toISOString()).toBe(limit);
});

test("a short month does not push the limit into the next one", () => {
  expect(prunableBefore(new Date("2026-08-31T00:00:00Z"), 6.5).toISOString()).toBe("2020-02-01T00:00:00.000Z");
});
