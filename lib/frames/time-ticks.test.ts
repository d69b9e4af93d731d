import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks";

const at = (text: string) => Date.parse(text);

test("hours of the zone's clock, the date at midnight", () => {
  const ticks = timeTicks(at("2026-11-22T14:00:00Z"), at("2026-11-23T14:00:00Z"), "UTC", 7);
  expect(ticks.map(({ label }) => label)).toEqual(["16:00", "20:00", "23 Nov", "04:00", "08:00", "12:00"]);
});

test("days begin at the zone's midnight, also where a day has 23 hours", () => {
  const ticks = timeTicks(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), "Europe/Berlin", 3);
  expect(ticks.map(({ at: tick }) => new Date(tick).toISOString())).toEqual([
    "2026-03-28T23:00:00.000Z",
    "2026-03-29T22:00:00.000Z",
    "2026-03-30T22:00:00.000Z",
  ]);
});

test("never more than asked for", () => {
  for (const days of [0.01, 0.3, 1, 3, 8, 31, 92, 400])
    expect(timeTicks(0, days * 86_400_000, "Asia/Kolkata", 6).length).toBeLessThanOrEqual(7);
});
