import { csvRow } from "@/lib/csv/csv-row";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { isoInZone } from "@/lib/time/iso-in-zone";
import { gridTime } from "./grid-time";
import { mergeTable } from "./merge-table";
import { type PanelSeries, panelSeries } from "./panel-series";

/** RFC 4180. Tables as they are shown; everything else as time, series, value. Times are ISO 8601 with the zone's offset. */
export function panelCsv(panel: PanelView, result: PanelResult, zone: string): string {
  return panel.visualization === "table" ? tableCsv(panel, result) : seriesCsv(panelSeries(panel, result), zone);
}

function tableCsv(panel: PanelView, result: PanelResult): string {
  const { columns, rows } = mergeTable(panel, result);
  const header = columns.map(({ title, kind, unit }) => (kind === "value" ? `${title} (${unit})` : title));
  return csvRow(header) + rows.map(({ cells }) => csvRow(cells)).join("");
}

function seriesCsv(series: readonly PanelSeries[], zone: string): string {
  const lines = [csvRow(["time", "series", "unit", "value"])];
  for (const { name, unit, grid, values } of series) {
    values.forEach((value, i) => {
      lines.push(csvRow([isoInZone(gridTime(grid, i), zone), name, unit, value]));
    });
  }
  return lines.join("");
}
