import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRange } from "./range";
import { wallClock } from "./zone";

const NOW = Date.parse("2026-11-23T14:05:30.250Z");
const iso = (ms: number) => new Date(ms).toISOString();
const parse = (from: string, to: string, zone = "UTC", now = NOW) => {
  const range = parseRange({ from, to, zone }, now);
  return [iso(range.from), iso(range.to)];
};

describe("parseRange", () => {
  test("relative and absolute edges", () => {
    expect(parse("now-24h", "now")).toEqual(["2026-11-22T14:05:30.250Z", "2026-11-23T14:05:30.250Z"]);
    expect(parse("2026-11-01", "2026-11-02T03:04:05Z")).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-02T03:04:05.000Z",
    ]);
    expect(parse("2026-02-28", "2026-03-01T00:30+01:00")[1]).toBe("2026-02-28T23:30:00.000Z");
    expect(parse("1795000000000", "now-1m")[0]).toBe(iso(1795000000000));
    expect(parse("now/d", "now")[0]).toBe("2026-11-23T00:00:00.000Z");
    expect(parse("now-1M/M", "now-1M/M")).toEqual(["2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"]);
    expect(parse("now/w", "now")[0]).toBe("2026-11-23T00:00:00.000Z"); // a Monday
    expect(parse("now-7d/d", "now/d")).toEqual(["2026-11-16T00:00:00.000Z", "2026-11-24T00:00:00.000Z"]);
    expect(parse("now/h", "now", "Asia/Kolkata")[0]).toBe("2026-11-23T13:30:00.000Z");
    expect(parse("now/y", "now")[0]).toBe("2026-01-01T00:00:00.000Z");
  });

  test("a local day has 23 or 25 hours when clocks change", () => {
    const hours = (now: string, zone: string) => {
      const range = parseRange({ from: "now/d", to: "now/d", zone }, Date.parse(now));
      return (range.to - range.from) / 3_600_000;
    };
    expect(hours("2026-03-29T12:00:00Z", "Europe/Berlin")).toBe(23);
    expect(hours("2026-10-25T12:00:00Z", "Europe/Berlin")).toBe(25);
    expect(hours("2026-10-25T12:00:00Z", "UTC")).toBe(24);
    expect(hours("2026-04-24T12:00:00Z", "Africa/Cairo")).toBe(23); // midnight itself does not exist
    expect(hours("2026-11-01T12:00:00Z", "America/Havana")).toBe(25); // midnight happens twice
    expect(hours("2026-04-05T12:00:00Z", "Australia/Lord_Howe")).toBe(24.5);
  });

  test("the 31st minus a month is the last day of the shorter one", () => {
    expect(parse("now-1M", "now", "UTC", Date.parse("2026-03-31T10:00:00Z"))[0]).toBe("2026-02-28T10:00:00.000Z");
    expect(parse("now-1y", "now", "UTC", Date.parse("2028-02-29T10:00:00Z"))[0]).toBe("2027-02-28T10:00:00.000Z");
  });

  test.each([
    ["now", "now-1h"],
    ["now", "now"],
    ["NaN", "now"],
    ["Infinity", "now"],
    ["1e309", "now"],
    ["-1", "now"],
    ["now-1h", "9999-12-31T00:00:00Z"],
    ["now-10y", "now"],
    ["now-401d", "now"],
    ["now-99999999d", "now"],
    ["now-999999y", "now"],
    ["", "now"],
    ["yesterday", "now"],
    ["now-1h; drop", "now"],
    ["2026-13-01", "now"],
    ["2026-02-30", "now"], // JavaScript reads the 2nd of March
    ["2026-02-29T00:00:00Z", "now"],
    ["2026-11-01", "2026-11-31T12:00:00.5+01:00"],
    ["2026-11-23T09:00:00", "now"], // without a zone it would mean something else on every machine
  ])("E06 E08 refuses %s to %s", (from, to) => {
    expect(() => parseRange({ from, to, zone: "UTC" }, NOW)).toThrow(expect.objectContaining({ code: "bad_request" }));
  });

  test("refuses an unknown zone", () => {
    expect(() => parse("now-1h", "now", "Mars/Olympus")).toThrow(expect.objectContaining({ code: "bad_request" }));
  });

  test("the start of a day shows midnight, or the first time that day has, and lies within 25 hours before now", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 946684800, max: 2000000000 }), (zone, seconds) => {
        const now = seconds * 1000;
        const { from } = parseRange({ from: "now/d", to: "now+1s", zone }, now);
        expect(now - from).toBeLessThan(25 * 3_600_000);
        expect(wallClock(from, zone).day).toBe(wallClock(now, zone).day);
        expect(wallClock(from - 1000, zone).day).not.toBe(wallClock(now, zone).day);
      }),
      { numRuns: 500 },
    );
  });
});
