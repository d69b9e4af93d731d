import { describe, expect, test } from "vitest";
import { formatAge, formatDuration, formatInstant, formatShortDuration, zoneLabel } from "./format-time";

const at = (text: string) => Date.parse(text);

describe("formatInstant", () => {
  test.each([
    ["instant", "Mon 23 Nov 2026, 14:05 UTC"],
    ["full", "23 Nov 2026, 14:05:09 UTC"],
    ["time", "14:05:09"],
    ["minute", "14:05"],
    ["day", "23 Nov"],
    ["date", "23 Nov 2026"],
    ["short", "23 Nov, 14:05"],
  ] as const)("%s", (style, text) => {
    expect(formatInstant(at("2026-11-23T14:05:09Z"), "UTC", style)).toBe(text);
  });

  test("midnight is 00:00, and September has three letters", () => {
    expect(formatInstant(at("2026-09-01T00:00:00Z"), "UTC", "short")).toBe("1 Sep, 00:00");
  });

  test("the hour that happens twice reads differently each time", () => {
    const first = formatInstant(at("2026-10-25T00:30:00Z"), "Europe/Berlin");
    const second = formatInstant(at("2026-10-25T01:30:00Z"), "Europe/Berlin");
    expect(first).toContain("02:30");
    expect(second).toContain("02:30");
    expect(first).not.toBe(second);
  });

  test("the hour that is skipped does not appear", () => {
    expect(formatInstant(at("2026-03-08T06:59:59Z"), "America/New_York", "time")).toBe("01:59:59");
    expect(formatInstant(at("2026-03-08T07:00:00Z"), "America/New_York", "time")).toBe("03:00:00");
  });

  test("days follow the zone, also where it is not a whole hour away", () => {
    expect(formatInstant(at("2026-11-23T18:30:00Z"), "Asia/Kolkata", "short")).toBe("24 Nov, 00:00");
    expect(zoneLabel(at("2026-11-23T18:30:00Z"), "Asia/Kolkata")).toMatch(/GMT\+5:30|IST/);
  });

  test("no instant is unknown, never a date", () => {
    expect(formatInstant(Number.NaN, "UTC")).toBe("unknown");
    expect(formatInstant(Number.POSITIVE_INFINITY, "UTC")).toBe("unknown");
  });
});

test.each([
  [-5000, "now"],
  [999, "now"],
  [8_400, "8 s ago"],
  [59_999, "59 s ago"],
  [34 * 60_000, "34 min ago"],
  [26 * 3_600_000, "26 h ago"],
  [49 * 3_600_000, "2 d ago"],
  [Number.POSITIVE_INFINITY, "never"],
  [Number.NaN, "never"],
])("an age of %d ms is %s", (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

test("the largest unit alone", () => {
  expect(formatShortDuration(90_000)).toBe("1 min");
});

test.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [41_900, "41 s"],
  [570_000, "9 min 30 s"],
  [(2 * 60 + 11) * 60_000, "2 h 11 min"],
  [3_600_000, "1 h"],
  [(4 * 24 + 2) * 3_600_000, "4 d 2 h"],
  [-60_000, "−1 min"],
  [Number.NaN, "unknown"],
])("a duration of %d ms is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
