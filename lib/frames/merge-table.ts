import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { Thresholds, Unit } from "@/lib/dashboards/model";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { newestSample } from "./figure";
import { type PanelSeries, panelSeries } from "./panel-series";

export interface TableColumn {
  /** The refId of a value column, or the label of a text column. */
  id: string;
  title: string;
  kind: "label" | "value";
  unit: Unit;
  decimals: number | undefined;
  thresholds: Thresholds | undefined;
}

export interface TableRow {
  key: string;
  /** One per column: a text, a number, or null where there is no sample. */
  cells: (string | number | null)[];
}

export interface MergedTable {
  columns: TableColumn[];
  rows: TableRow[];
}

/**
 * Instant answers side by side: rows are joined by the value of the first label column, other label columns take the
 * label from whichever target carries it. Hidden targets give labels and rows but no column.
 */
export function mergeTable(panel: PanelView, result: PanelResult): MergedTable {
  const columns = [...labelColumns(panel), ...valueColumns(panel)];
  const keyLabel = columns.find(({ kind }) => kind === "label")?.id;
  const rows = new Map<string, TableRow>();
  for (const which of ["hidden", "visible"] as const) {
    for (const series of panelSeries(panel, result, which)) mergeSeries(rows, columns, series, keyLabel);
  }
  return { columns, rows: [...rows.values()] };
}

function mergeSeries(
  rows: Map<string, TableRow>,
  columns: TableColumn[],
  series: PanelSeries,
  keyLabel?: string,
): void {
  const key = (keyLabel !== undefined ? ownLabel(series, keyLabel) : null) ?? series.name;
  const row = rows.get(key) ?? { key, cells: columns.map(() => null) };
  rows.set(key, row);
  columns.forEach((column, i) => {
    if (column.kind === "label") row.cells[i] ??= ownLabel(series, column.id);
    else if (column.id === series.refId) row.cells[i] = newestSample(series)?.value ?? null;
  });
}

/** Labels are data: one called "constructor" must not find an inherited member. */
function ownLabel(series: PanelSeries, label: string): string | null {
  return Object.hasOwn(series.labels, label) ? (series.labels[label] ?? null) : null;
}

function labelColumns(panel: PanelView): TableColumn[] {
  return (panel.columns ?? []).map(({ label, title }) => ({
    id: label,
    title,
    kind: "label",
    unit: panel.unit,
    decimals: undefined,
    thresholds: undefined,
  }));
}

function valueColumns(panel: PanelView): TableColumn[] {
  const shown = panel.targets.filter((target) => !target.hidden);
  return shown.map((target) => ({
    id: target.refId,
    title: shown.length === 1 ? (panel.valueTitle ?? "Value") : target.legend || target.refId,
    kind: "value",
    unit: target.unit ?? panel.unit,
    decimals: target.unit === undefined || target.unit === panel.unit ? panel.decimals : undefined,
    thresholds: target.thresholds ?? panel.thresholds,
  }));
}
