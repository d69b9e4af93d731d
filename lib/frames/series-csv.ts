import { csvRow } from "@/lib/csv/csv-row";
import { isoInZone } from "@/lib/time/iso-in-zone";
import { gridTime } from "./grid-time";
import type { PanelSeries } from "./panel-series";

/** RFC 4180: time, series, unit, value. Times are ISO 8601 with the zone's offset; a gap is an empty field. */
export function seriesCsv(series: readonly PanelSeries[], zone: string): string {
  const lines = [csvRow(["time", "series", "unit", "value"])];
  for (const { name, unit, grid, values } of series) {
    values.forEach((value, i) => {
      lines.push(csvRow([isoInZone(gridTime(grid, i), zone), name, unit, value]));
    });
  }
  return lines.join("");
}
