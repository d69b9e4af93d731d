import { z } from "zod";
import { isCalendarDay } from "@/lib/time/is-calendar-day";

const DAY_MS = 86_400_000;
/** No portal ran before; the calendar offers nothing older. */
const FIRST_DAY = "2020-01-01";

/** A calendar day in UTC, "2026-11-22". */
export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day as YYYY-MM-DD")
  .refine(isCalendarDay, "is not a day of the calendar")
  .refine((day) => day >= FIRST_DAY, `must not be before ${FIRST_DAY}`);

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

/** Start and end of the day as UTC instants (ms); the end is exclusive. */
export function dayBounds(day: string): { start: number; end: number } {
  return { start: startOf(day), end: startOf(day) + DAY_MS };
}

export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function dayBefore(instant: number): string {
  return dayOf(instant - DAY_MS);
}
