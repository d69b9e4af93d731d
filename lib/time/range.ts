import { PortalError } from "@/lib/errors";
import { isCalendarDay } from "./is-calendar-day";
import { assertZone, instantOf, type WallClock, wallClock } from "./zone";

/** Epoch milliseconds, `from` < `to`. */
export interface TimeRange {
  from: number;
  to: number;
}

/** Texts as they stand in the URL: "now-24h", "now/d", "now-1M/M", an ISO instant, or epoch milliseconds. */
export interface RangeText {
  from: string;
  to: string;
  /** IANA zone in which days, weeks, months and years begin. */
  zone: string;
}

export const MAX_RANGE_DAYS = 400;

const DAY_MS = 86_400_000;
const RELATIVE = /^now((?:[+-]\d{1,6}[smhdwMy]|\/[smhdwMy])*)$/;
const STEPS = /([+-])(\d{1,6})([smhdwMy])|\/([smhdwMy])/g;
const EPOCH_MS = /^\d{1,15}$/;
const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const EXACT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Resolves a range against `now` (epoch ms). Seconds, minutes and hours are exact; days, weeks, months and years
 * follow the zone's calendar, so a day may have 23 or 25 hours. A rounded `to` means the end of the unit.
 * Throws bad_request with a message for people.
 */
export function parseRange({ from, to, zone }: RangeText, now: number): TimeRange {
  assertZone(zone);
  const range = { from: parseEdge(from, "from", zone, now), to: parseEdge(to, "to", zone, now) };
  if (range.from >= range.to) throw new PortalError("bad_request", "The range must begin before it ends.");
  if (range.to - range.from > MAX_RANGE_DAYS * DAY_MS)
    throw new PortalError("bad_request", `The range must not be longer than ${MAX_RANGE_DAYS} days.`);
  return range;
}

function parseEdge(text: string, edge: "from" | "to", zone: string, now: number): number {
  const instant = resolve(text, edge, zone, now);
  const possible = Number.isFinite(instant) && instant >= 0 && instant <= now + MAX_RANGE_DAYS * DAY_MS;
  if (possible) return instant;
  const shown = JSON.stringify(text.slice(0, 40));
  throw new PortalError(
    "bad_request",
    `"${edge}" is ${shown}; expected a time such as now-24h, now/d or 2026-11-23T09:00:00Z.`,
  );
}

function resolve(text: string, edge: "from" | "to", zone: string, now: number): number {
  if (EPOCH_MS.test(text)) return Number(text);
  const day = ISO_INSTANT.exec(text)?.[1];
  if (day !== undefined) return isCalendarDay(day) ? Date.parse(text) : Number.NaN;
  const relative = RELATIVE.exec(text);
  if (!relative) return Number.NaN;
  let instant = now;
  for (const [, sign, amount, unit, rounding] of (relative[1] ?? "").matchAll(STEPS)) {
    if (rounding) instant = edge === "from" ? startOf(instant, rounding, zone) : endOf(instant, rounding, zone);
    else instant = shift(instant, Number(amount) * (sign === "-" ? -1 : 1), unit as string, zone);
    if (Number.isNaN(instant)) return instant;
  }
  return instant;
}

/** Adds whole units (s m h d w M y) to an instant. The 31st plus a month is the last day of a shorter month. */
function shift(instant: number, amount: number, unit: string, zone: string): number {
  const exact = EXACT_MS[unit];
  if (exact !== undefined) return instant + amount * exact;
  const clock = wallClock(instant, zone);
  if (unit === "d" || unit === "w") clock.day += amount * (unit === "w" ? 7 : 1);
  else addMonths(clock, amount * (unit === "y" ? 12 : 1));
  return instantOf(clock, zone) + (((instant % 1000) + 1000) % 1000);
}

function addMonths(clock: WallClock, months: number): void {
  const index = clock.year * 12 + clock.month - 1 + months;
  clock.year = Math.floor(index / 12);
  clock.month = (index % 12) + 1;
  const days = new Date(Date.UTC(clock.year, clock.month, 0)).getUTCDate();
  clock.day = Math.min(clock.day, days);
}

/** The first instant of the unit that holds `instant`. Weeks begin on Monday (ISO 8601). */
export function startOf(instant: number, unit: string, zone: string): number {
  const clock = wallClock(instant, zone);
  if (unit === "s" || unit === "m") return floorTo(instant, EXACT_MS[unit] as number);
  clock.second = 0;
  clock.minute = 0;
  // Within a day only: the hour that is repeated when clocks go back is two hours, so go by elapsed minutes.
  if (unit === "h") return floorTo(instant, 1000) - minutesIntoHour(instant, zone) * 1000;
  clock.hour = 0;
  if (unit === "w") clock.day -= (new Date(Date.UTC(clock.year, clock.month - 1, clock.day)).getUTCDay() + 6) % 7;
  if (unit === "M" || unit === "y") clock.day = 1;
  if (unit === "y") clock.month = 1;
  return instantOf(clock, zone);
}

function endOf(instant: number, unit: string, zone: string): number {
  // Rounded once more: a day that clocks begin at 01:00 would otherwise end at 01:00 of the next.
  return startOf(shift(startOf(instant, unit, zone), 1, unit, zone), unit, zone);
}

function minutesIntoHour(instant: number, zone: string): number {
  const { minute, second } = wallClock(instant, zone);
  return minute * 60 + second;
}

function floorTo(instant: number, unit: number): number {
  return Math.floor(instant / unit) * unit;
}
