import type { Frame, TimeGrid } from "./frame";
import { gridTime } from "./grid-time";

/** The last value that is not a gap, with its time (epoch ms), or null. */
export function lastValue(frame: Frame, grid: TimeGrid): { value: number; at: number } | null {
  for (let i = frame.values.length - 1; i >= 0; i--) {
    const value = frame.values[i];
    if (value !== null && value !== undefined) return { value, at: gridTime(grid, i) };
  }
  return null;
}
