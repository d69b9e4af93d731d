import { instantOf, wallClock } from "@/lib/time/zone";

export interface TimeTick {
  /** Epoch milliseconds. */
  at: number;
  label: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 7, 14, 30, 60, 90].map((n) => n * DAY),
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Round clock times of the zone within [from, to], at most `most`: hours of a day, or days of months. */
export function timeTicks(from: number, to: number, zone: string, most: number): TimeTick[] {
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? 180 * DAY;
  return step < DAY ? clockTicks(from, to, zone, step) : dayTicks(from, to, zone, Math.round(step / DAY));
}

/** Counts elapsed time from midnight, so that a change of the clock moves a label, never a tick. */
function clockTicks(from: number, to: number, zone: string, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let at = midnightBefore(from, zone); at <= to; at += step) {
    if (at >= from) ticks.push({ at, label: clockLabel(at, zone) });
  }
  return ticks;
}

function dayTicks(from: number, to: number, zone: string, days: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = wallClock(from, zone);
  for (let i = 0; i <= 400; i += days) {
    const at = instantOf({ ...first, day: first.day + i, hour: 0, minute: 0, second: 0 }, zone);
    if (at > to) break;
    if (at >= from) ticks.push({ at, label: dayLabel(at, zone) });
  }
  return ticks;
}

function midnightBefore(at: number, zone: string): number {
  return instantOf({ ...wallClock(at, zone), hour: 0, minute: 0, second: 0 }, zone);
}

/** "14:05", or "23 Nov" at midnight. */
function clockLabel(at: number, zone: string): string {
  const { hour, minute } = wallClock(at, zone);
  if (hour === 0 && minute === 0) return dayLabel(at, zone);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** "23 Nov". */
export function dayLabel(at: number, zone: string): string {
  const { day, month } = wallClock(at, zone);
  return `${day} ${MONTHS[month - 1]}`;
}
