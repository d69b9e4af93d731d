import { csvRow } from "@/lib/csv/csv-row";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { mergeTable } from "./merge-table";
import { panelSeries } from "./panel-series";
import { seriesCsv } from "./series-csv";

/** RFC 4180. Tables as they are shown, everything else a sample a line. */
export function panelCsv(panel: PanelView, result: PanelResult, zone: string): string {
  return panel.visualization === "table" ? tableCsv(panel, result) : seriesCsv(panelSeries(panel, result), zone);
}

function tableCsv(panel: PanelView, result: PanelResult): string {
  const { columns, rows } = mergeTable(panel, result);
  const header = columns.map(({ title, kind, unit }) => (kind === "value" ? `${title} (${unit})` : title));
  return csvRow(header) + rows.map(({ cells }) => csvRow(cells)).join("");
}
