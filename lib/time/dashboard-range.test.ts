import { describe, expect, test } from "vitest";
import { parseRange } from "./range";
import { CALENDAR_PRESETS, nameRange, SLIDING_PRESETS } from "./range-presets";
import { allowedRefresh, REFRESH_SECONDS, refreshName } from "./refresh-interval";
import { canShiftLater, isPast, shiftRange, zoomOutRange } from "./shift-range";
import { readTypedTime, writeTypedTime } from "./typed-time";

const NOW = Date.parse("2026-11-23T14:05:00Z");
const edges = (from: string, to: string) => ({ from, to });

test.each([
  ["30", 30],
  ["7", 5],
  ["29", 10],
  ["3", 0],
  ["0", 0],
  ["100000", 900],
  ["-5", 30],
  ["1e3", 30],
  ["", 30],
  [null, 30],
])("a refresh of %s in the URL becomes %d seconds", (text, seconds) => {
  expect(allowedRefresh(text, 30)).toBe(seconds);
});

test("refresh names", () => {
  expect(REFRESH_SECONDS.map(refreshName)).toEqual(["Off", "5 s", "10 s", "30 s", "1 min", "5 min", "15 min"]);
});

describe("presets", () => {
  test.each([...SLIDING_PRESETS, ...CALENDAR_PRESETS])(
    "$title is understood and has its name",
    ({ title, from, to }) => {
      expect(() => parseRange({ from, to, zone: "Europe/Berlin" }, NOW)).not.toThrow();
      expect(nameRange({ from, to }, "UTC")).toBe(title);
    },
  );

  test("other ranges are named by their ends", () => {
    expect(nameRange(edges("2026-11-22T13:00:00Z", "2026-11-22T14:30:00Z"), "Europe/Berlin")).toBe(
      "22 Nov, 14:00 to 22 Nov, 15:30",
    );
    expect(nameRange(edges("now-13h", "now"), "UTC")).toBe("now-13h to now");
  });
});

describe("shifting", () => {
  test("goes back by its own length, and forward again to a range that ends now", () => {
    const back = shiftRange(edges("now-24h", "now"), "UTC", -1, NOW);
    expect(back).toEqual(edges("2026-11-21T14:05:00.000Z", "2026-11-22T14:05:00.000Z"));
    expect(shiftRange(back, "UTC", 1, NOW)).toEqual(edges("now-24h", "now"));
  });

  test("never goes beyond now", () => {
    const ahead = shiftRange(edges("2026-11-23T10:00:00Z", "2026-11-23T13:00:00Z"), "UTC", 1, NOW);
    expect(ahead).toEqual(edges("now-3h", "now"));
  });

  test("months move by months", () => {
    expect(shiftRange(edges("now-1M/M", "now-1M/M"), "UTC", -1, NOW)).toEqual(edges("now-2M/M", "now-2M/M"));
    expect(shiftRange(edges("now/M", "now"), "UTC", -1, NOW)).toEqual(edges("now-1M/M", "now-1M/M"));
    expect(shiftRange(edges("now-1M/M", "now-1M/M"), "UTC", 1, NOW)).toEqual(edges("now/M", "now"));
  });

  test("there is nothing later than now", () => {
    expect(canShiftLater(edges("now-24h", "now"), NOW)).toBe(false);
    expect(canShiftLater(edges("now-1d/d", "now-1d/d"), NOW)).toBe(true);
    expect(canShiftLater(edges("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"), NOW)).toBe(true);
  });
});

describe("zooming out", () => {
  test("a range that ends now still ends now", () => {
    expect(zoomOutRange(edges("now-6h", "now"), "UTC", NOW)).toEqual(edges("now-12h", "now"));
  });

  test("doubles about the middle, not beyond now, not beyond the longest query", () => {
    expect(zoomOutRange(edges("2026-11-20T00:00:00Z", "2026-11-20T02:00:00Z"), "UTC", NOW)).toEqual(
      edges("2026-11-19T23:00:00.000Z", "2026-11-20T03:00:00.000Z"),
    );
    const close = zoomOutRange(edges("2026-11-23T12:00:00Z", "2026-11-23T14:00:00Z"), "UTC", NOW);
    expect(close.to).toBe("2026-11-23T14:05:00.000Z");
    const longest = zoomOutRange(edges("now-390d", "now"), "UTC", NOW);
    expect(() => parseRange({ ...longest, zone: "UTC" }, NOW)).not.toThrow();
  });
});

test("only a fixed end in the past makes a range past", () => {
  expect(isPast(edges("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"), NOW)).toBe(true);
  expect(isPast(edges("2026-11-20T00:00:00Z", "2027-01-01T00:00:00Z"), NOW)).toBe(false);
  expect(isPast(edges("now-2d", "now-1d"), NOW)).toBe(false);
  expect(isPast(edges("0", "1000"), NOW)).toBe(true);
});

describe("typed times", () => {
  test.each([
    ["13h", "from", "now-13h"],
    [" now-2d/d ", "from", "now-2d/d"],
    ["2026-11-23 09:00", "from", "2026-11-23T08:00:00.000Z"],
    ["2026-11-23T09:00:30", "from", "2026-11-23T08:00:30.000Z"],
    ["2026-11-23", "from", "2026-11-22T23:00:00.000Z"],
    ["2026-11-23", "to", "2026-11-23T23:00:00.000Z"],
    ["2026-02-30", "from", "2026-02-30"],
    ["2026-11-23 25:00", "from", "2026-11-23 25:00"],
    ["2026-11-23T09:00:00Z", "from", "2026-11-23T09:00:00Z"],
    ["tomorrow", "from", "tomorrow"],
  ] as const)("%s as %s in Berlin is %s", (text, edge, expected) => {
    expect(readTypedTime(text, edge, "Europe/Berlin")).toBe(expected);
  });

  test("a day on which clocks change has its own length", () => {
    const from = Date.parse(readTypedTime("2026-10-25", "from", "Europe/Berlin"));
    const to = Date.parse(readTypedTime("2026-10-25", "to", "Europe/Berlin"));
    expect(to - from).toBe(25 * 3_600_000);
  });

  test("what is written is read back as the same moment", () => {
    const moment = "2026-11-23T08:00:30.000Z";
    expect(readTypedTime(writeTypedTime(moment, "America/New_York"), "from", "America/New_York")).toBe(moment);
    expect(writeTypedTime("now-6h", "UTC")).toBe("now-6h");
  });
});
