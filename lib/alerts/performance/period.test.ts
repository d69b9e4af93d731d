import { describe, expect, test } from "vitest";
import { periodOf } from "./period";

const NOW = Date.parse("2026-11-25T15:00:00Z");
const iso = (at: number) => new Date(at).toISOString();

function texts(from: string, to: string, zone = "UTC"): string[] {
  const { previous, ...period } = periodOf({ from, to, zone }, NOW);
  return [period.from, period.to, previous.from, previous.to].map(iso);
}

describe("the period before", () => {
  test("is as long as the one asked for", () => {
    expect(texts("now-7d", "now")).toEqual([
      "2026-11-18T15:00:00.000Z",
      "2026-11-25T15:00:00.000Z",
      "2026-11-11T15:00:00.000Z",
      "2026-11-18T15:00:00.000Z",
    ]);
  });

  test("of a whole month is the month before, whatever its length", () => {
    expect(texts("now-1M/M", "now-1M/M").slice(2)).toEqual(["2026-09-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z"]);
    expect(texts("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z").slice(2)).toEqual([
      "2026-02-01T00:00:00.000Z",
      "2026-03-01T00:00:00.000Z",
    ]);
    expect(texts("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z").slice(2)).toEqual([
      "2025-10-01T00:00:00.000Z",
      "2026-01-01T00:00:00.000Z",
    ]);
  });

  test("of a month in another zone follows that zone's months", () => {
    expect(texts("now-1M/M", "now-1M/M", "Europe/Berlin")).toEqual([
      "2026-09-30T22:00:00.000Z",
      "2026-10-31T23:00:00.000Z",
      "2026-08-31T22:00:00.000Z",
      "2026-09-30T22:00:00.000Z",
    ]);
  });
});

test("nothing is measured beyond now: a month that goes on ends now", () => {
  expect(texts("now/M", "now/M")).toEqual([
    "2026-11-01T00:00:00.000Z",
    "2026-11-25T15:00:00.000Z",
    "2026-10-07T09:00:00.000Z",
    "2026-11-01T00:00:00.000Z",
  ]);
});

test.each([
  ["now", "now-1d", "UTC"],
  ["yesterday", "now", "UTC"],
  ["now-30d", "now", "Mars/Olympus"],
  ["now-10y", "now", "UTC"],
])("%s to %s in %s is refused in words", (from, to, zone) => {
  expect(() => periodOf({ from, to, zone }, NOW)).toThrow(expect.objectContaining({ code: "bad_request" }));
});
