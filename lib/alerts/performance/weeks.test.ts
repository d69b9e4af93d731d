import { expect, test } from "vitest";
import { weeksOf } from "./weeks";

const range = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const labels = (from: string, to: string, zone = "UTC") => weeksOf(range(from, to), zone).map((week) => week.label);

test("weeks begin on Monday, and those at the ends are parts", () => {
  const weeks = weeksOf(range("2026-11-18T15:00:00Z", "2026-11-30T00:00:00Z"), "UTC");
  expect(weeks.map(({ from, label, partial }) => [new Date(from).toISOString(), label, partial])).toEqual([
    ["2026-11-16T00:00:00.000Z", "2026-W47", true],
    ["2026-11-23T00:00:00.000Z", "2026-W48", false],
  ]);
});

test("the first days of a year may belong to the last week of the year before, and the other way round", () => {
  expect(labels("2026-12-28T00:00:00Z", "2027-01-11T00:00:00Z")).toEqual(["2026-W53", "2027-W01"]);
  expect(labels("2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z")).toEqual(["2025-W01"]);
});

test("a week in which clocks change has an hour more or less, and none is lost or met twice", () => {
  for (const zone of ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]) {
    const weeks = weeksOf(range("2011-01-01T00:00:00Z", "2012-03-01T00:00:00Z"), zone);
    expect(new Set(weeks.map(({ label }) => label)).size).toBe(62);
    for (const [index, week] of weeks.entries()) if (index > 0) expect(week.from).toBe(weeks[index - 1]!.to);
  }
  const [summer] = weeksOf(range("2026-10-20T00:00:00Z", "2026-10-21T00:00:00Z"), "Europe/Berlin");
  expect((summer!.to - summer!.from) / 3_600_000).toBe(169);
});
