import { downsample } from "@/lib/frames/downsample";
import type { TimeGrid } from "@/lib/frames/frame";
import { gridTime } from "@/lib/frames/grid-time";
import { type PlotScale, unitX, unitY } from "./plot-scale";

/** Columns a line is thinned to: a wide chart has about so many pixels. */
const COLUMNS = 600;

/** An SVG path in relative whole units; lifted at gaps. A sample alone between gaps is a dot (round line caps). */
export function linePath(
  values: readonly (number | null)[],
  grid: TimeGrid,
  scale: PlotScale,
  columns: number = COLUMNS,
): string {
  let path = "";
  for (const run of downsample(values, columns)) {
    let [x, y] = [0, 0];
    run.forEach(({ index, value }, i) => {
      const nextX = unitX(scale, gridTime(grid, index));
      const nextY = unitY(scale, value);
      path += i === 0 ? `M${nextX} ${nextY}` : `l${nextX - x} ${nextY - y}`;
      [x, y] = [nextX, nextY];
    });
    if (run.length === 1) path += "h0";
  }
  return path;
}
