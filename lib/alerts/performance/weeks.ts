import { startOf, type TimeRange } from "@/lib/time/range";
import { wallClock } from "@/lib/time/zone";

export interface Week extends TimeRange {
  /** ISO 8601: "2026-W48". */
  label: string;
  /** The period holds only a part of it. */
  partial: boolean;
}

const DAY_MS = 86_400_000;
/** Into the next week, however clocks change. */
const STEP_MS = 7.5 * DAY_MS;

/** The weeks, Monday to Monday in the zone, that a period touches; each whole. */
export function weeksOf({ from, to }: TimeRange, zone: string): Week[] {
  const weeks: Week[] = [];
  for (let start = startOf(from, "w", zone); start < to; ) {
    const end = startOf(start + STEP_MS, "w", zone);
    weeks.push({ from: start, to: end, label: isoWeek(start, zone), partial: start < from || end > to });
    start = end;
  }
  return weeks;
}

/** The week belongs to the year that has its Thursday, and week 1 has the year's first Thursday. */
function isoWeek(monday: number, zone: string): string {
  const { year, month, day } = wallClock(monday, zone);
  const thursday = new Date(Date.UTC(year, month - 1, day + 3));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * DAY_MS)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
