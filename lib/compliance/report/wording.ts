import type { ReportEnvelope } from "./envelope";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export function monthName(month: string): string {
  const [year, number] = month.split("-");
  return `${MONTHS[Number(number) - 1] ?? month} ${year}`;
}

/** "2026-10-01 00:00 UTC". */
export function instantText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** 58214 becomes 58,214. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** "6 min 5 s", or that there is nothing to measure. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return "unknown";
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** Days of one month as "1–3, 7". */
export function dayRanges(days: readonly string[]): string {
  const numbers = days.map((day) => Number(day.slice(8, 10))).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range && range[1] + 1 === number) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}

export function reportTitle({ month, version, partial }: ReportEnvelope): string {
  return `Monthly security rule report, ${monthName(month)}, version ${version}${partial ? " (partial)" : ""}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** NOT_MEASURED_YET becomes "Not measured yet". */
export function sentence(code: string): string {
  const words = code.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
