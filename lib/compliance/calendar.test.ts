import { expect, test } from "vitest";
import { dayBefore, dayBounds, daySchema } from "./day";
import { daysOf, monthBounds, monthSchema, shiftMonth } from "./month";

const HOUR_MS = 3_600_000;

test.each([
  "2026-13",
  "../../x",
  "2026-00",
  "９",
  "2026-1",
  "2026-１",
  "2026-01-01",
  "",
  " 2026-01",
  "2026-01\n",
  "0000-01",
])("K03 %j is no month", (text) => expect(monthSchema.safeParse(text).success).toBe(false));

test.each(["2026-02-29", "2100-02-29", "2026-13-01", "2026-1-1", "2026-04-31", "today", "../x", "2026-01-01T00:00"])(
  "%j is no day",
  (text) => expect(daySchema.safeParse(text).success).toBe(false),
);

test.each([
  ["2026-02", 672],
  ["2028-02", 696],
  ["2026-03", 744],
  ["2100-02", 672],
  ["2026-12", 744],
])("K09 %s has %d hours in UTC", (month, hours) => {
  const { start, end } = monthBounds(month);
  expect((end - start) / HOUR_MS).toBe(hours);
  expect(daysOf(month)).toHaveLength(hours / 24);
});

test("K09 leap days, and the year that rolls over", () => {
  expect(daySchema.parse("2028-02-29")).toBe("2028-02-29");
  expect(dayBefore(Date.parse("2028-03-01T00:00:00Z"))).toBe("2028-02-29");
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
  expect(new Date(dayBounds("2026-12-31").end).toISOString()).toBe("2027-01-01T00:00:00.000Z");
});
