import { gridTime } from "@/lib/frames/grid-time";
import type { PanelSeries } from "@/lib/frames/panel-series";

/** recharts' shape: an object per time, with v0, v1, … by the order of the series. Names never become keys. */
export type LiveRow = { at: number } & { [value: `v${number}`]: number | null };

export function liveRows(series: readonly PanelSeries[]): LiveRow[] {
  const rows = new Map<number, LiveRow>();
  series.forEach(({ grid, values }, s) => {
    values.forEach((value, i) => {
      const at = gridTime(grid, i);
      let row = rows.get(at);
      if (!row) {
        row = { at };
        rows.set(at, row);
      }
      row[`v${s}`] = value;
    });
  });
  return [...rows.values()].sort((a, b) => a.at - b.at);
}
