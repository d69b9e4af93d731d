import { z } from "zod";

/** A calendar month in UTC, "2026-11". */
export const monthSchema = z.string().regex(/^[2-9]\d{3}-(0[1-9]|1[0-2])$/, "must be a month as YYYY-MM");

/** Start and end of the month as UTC instants (ms); the end is exclusive. */
export function monthBounds(month: string): { start: number; end: number } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { start: Date.UTC(year, number - 1, 1), end: Date.UTC(year, number, 1) };
}

export function monthOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** The month `by` months later (negative: earlier). */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return monthOf(Date.UTC(year, number - 1 + by, 1));
}

/** Its days, "2026-11-01" first. */
export function daysOf(month: string): string[] {
  const { start, end } = monthBounds(month);
  return Array.from({ length: (end - start) / 86_400_000 }, (_, index) =>
    new Date(start + index * 86_400_000).toISOString().slice(0, 10),
  );
}
