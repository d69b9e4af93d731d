import { isCalendarDay } from "./is-calendar-day";
import { instantOf, wallClock } from "./zone";

const SPAN = /^(\d{1,6})\s*([smhdwMy])$/;
const WALL_CLOCK = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * What a person typed, as the URL writes it: "13h" is now-13h, "2026-11-23 09:00" a moment on the zone's clock, and
 * a day alone its beginning or, as the end of a range, its last moment. Anything else is passed on as it is, for
 * parseRange to accept or to refuse.
 */
export function readTypedTime(text: string, edge: "from" | "to", zone: string): string {
  const typed = text.trim();
  const span = SPAN.exec(typed);
  if (span) return `now-${span[1]}${span[2]}`;
  const match = WALL_CLOCK.exec(typed);
  if (!match) return typed;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const reading = { year, month, day, hour, minute, second } as Parameters<typeof instantOf>[0];
  if (!isCalendarDay(typed.slice(0, 10)) || reading.hour > 23 || reading.minute > 59 || reading.second > 59)
    return typed;
  const wholeDay = match[4] === undefined && edge === "to";
  const instant = instantOf(wholeDay ? { ...reading, day: reading.day + 1 } : reading, zone);
  return Number.isNaN(instant) ? typed : new Date(instant).toISOString();
}

/** The other way round: what to put into the field. Relative texts stay; moments become the zone's clock. */
export function writeTypedTime(edge: string, zone: string): string {
  const instant = /^\d+$/.test(edge) ? Number(edge) : Date.parse(edge);
  if (edge.startsWith("now") || Number.isNaN(instant)) return edge;
  const { year, month, day, hour, minute, second } = wallClock(instant, zone);
  const two = (part: number) => String(part).padStart(2, "0");
  const seconds = second > 0 ? `:${two(second)}` : "";
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}${seconds}`;
}
