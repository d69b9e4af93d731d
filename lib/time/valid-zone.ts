import { wallClock } from "./zone";

/** The zone that was asked for; UTC when there was none, or none that the platform knows. */
export function validZone(zone: string | null | undefined): string {
  try {
    wallClock(0, zone ?? "UTC");
    return zone ?? "UTC";
  } catch {
    return "UTC";
  }
}
