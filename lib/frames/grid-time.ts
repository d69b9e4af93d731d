import type { TimeGrid } from "./frame";

/** The time of a point of the grid, epoch ms. */
export function gridTime(grid: TimeGrid, index: number): number {
  return grid.start + index * grid.step;
}
