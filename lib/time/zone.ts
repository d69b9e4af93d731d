import { PortalError } from "@/lib/errors";

/** A wall-clock reading in some zone. Months count from 1, hours from 0. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const DAY_MS = 86_400_000;
/** No date lies further from 1970 (ECMA-262, 21.4.1.1); two days are left for the zone. */
const MAX_INSTANT = 8.64e15 - 2 * DAY_MS;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws bad_request for a zone the platform does not know. */
export function assertZone(zone: string): void {
  formatFor(zone);
}

/** What a clock in the zone shows at the instant (epoch ms). */
export function wallClock(instant: number, zone: string): WallClock {
  const read: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(instant)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return { year, month, day, hour, minute, second };
}

/**
 * The instant (epoch ms) at which a clock in the zone shows the reading. A reading that happens twice gives the
 * first; one that a change to summer time skips gives the moment of the change. Fields may overflow (day 32).
 * NaN beyond the years a date can hold.
 */
export function instantOf(reading: WallClock, zone: string): number {
  const asUtc = utcOf(reading);
  if (!(Math.abs(asUtc) <= MAX_INSTANT)) return Number.NaN;
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((probe) => asUtc - offsetAt(probe, zone));
  const valid = candidates.filter((candidate) => utcOf(wallClock(candidate, zone)) === asUtc);
  return valid.length > 0 ? Math.min(...valid) : Math.max(...candidates);
}

function utcOf({ year, month, day, hour, minute, second }: WallClock): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(instant: number, zone: string): number {
  const wholeSecond = Math.floor(instant / 1000) * 1000;
  return utcOf(wallClock(wholeSecond, zone)) - wholeSecond;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formats.size < 1000) formats.set(zone, format);
    return format;
  } catch {
    throw new PortalError("bad_request", `The time zone ${JSON.stringify(zone.slice(0, 64))} is not known.`);
  }
}
