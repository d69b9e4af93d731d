import { wallClock } from "./zone";

/** "2026-11-23T15:05:00+01:00". */
export function isoInZone(at: number, zone: string): string {
  const { year, month, day, hour, minute, second } = wallClock(at, zone);
  const offset = Math.round(
    (Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000) / 60_000,
  );
  const two = (n: number) => String(n).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const zoneText =
    offset === 0 ? "Z" : `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zoneText}`;
}
