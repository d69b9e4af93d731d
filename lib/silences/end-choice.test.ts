import { expect, test } from "vitest";
import { endOfChoice } from "./end-choice";

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

test.each([
  ["UTC", "2026-11-23T03:25:00Z", "2026-11-24T09:00:00.000Z"],
  ["Europe/Berlin", "2026-11-23T23:30:00Z", "2026-11-25T08:00:00.000Z"], // it is the 24th there already
  ["America/Los_Angeles", "2026-12-31T20:00:00Z", "2027-01-01T17:00:00.000Z"],
  ["Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T07:00:00.000Z"], // the night of summer time
  ["Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T08:00:00.000Z"], // the night of winter time
])("tomorrow at nine in %s, asked at %s", (zone, now, end) => {
  expect(iso(endOfChoice({ kind: "tomorrow" }, zone, at(now)))).toBe(end);
});

test.each([
  ["2026-11-24T18:30", "UTC", "2026-11-24T18:30:00.000Z"],
  ["2026-11-24 18:30", "Asia/Kolkata", "2026-11-24T13:00:00.000Z"],
  ["", "UTC", null],
  ["2026-02-30T10:00", "UTC", null],
  ["2 hours", "UTC", null],
  ["13h", "UTC", null],
])("%j in %s", (text, zone, end) => {
  expect(iso(endOfChoice({ kind: "custom", text }, zone, at("2026-11-23T00:00:00Z")))).toBe(end);
});

test("minutes count from the moment they are given", () => {
  expect(iso(endOfChoice({ kind: "minutes", minutes: 90 }, "UTC", at("2026-11-23T23:00:00Z")))).toBe(
    "2026-11-24T00:30:00.000Z",
  );
});
