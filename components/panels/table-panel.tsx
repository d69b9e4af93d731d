import { Meter } from "@/components/charts/meter";
import { Badge } from "@/components/ui/badge";
import { TableScroll } from "@/components/ui/table-scroll";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import type { PanelResult } from "@/lib/dashboards/panel-result";
import { formatText } from "@/lib/frames/format-value";
import { mergeTable, type TableColumn } from "@/lib/frames/merge-table";
import { thresholdStatus } from "@/lib/frames/threshold-status";

const MOST = 200;
/** More columns than this do not fit on a phone: its rows become cards. */
const MOST_ON_PHONE = 3;

interface TablePanelProps {
  panel: PanelView;
  result: PanelResult;
  /** Which table it is; the panel's title unless said otherwise. */
  label?: string;
}

/** Rows joined from instant answers. Shares of a limit get a meter with a tick at the alert threshold. */
export function TablePanel({ panel, result, label = panel.title }: TablePanelProps) {
  const { columns, rows } = mergeTable(panel, result);
  return (
    <TableScroll label={label}>
      <table className={columns.length > MOST_ON_PHONE ? "compact cards" : "compact"}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={isNumber(column) ? "num" : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map(({ key, cells }) => (
            <tr key={key}>
              {columns.map((column, i) => (
                <Cell key={column.id} column={column} value={cells[i] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST && <p className="cap">{rows.length - MOST} more rows, in Inspect</p>}
    </TableScroll>
  );
}

function Cell({ column, value }: { column: TableColumn; value: string | number | null }) {
  if (column.kind === "label") return <LabelCell column={column} text={value === null ? null : String(value)} />;
  const number = typeof value === "number" ? value : null;
  if (hasMeter(column)) return <MeterCell column={column} value={number} />;
  const status = thresholdStatus(number, column.thresholds);
  const tone = status === "fail" || status === "warn" ? ` t-${status} strong` : "";
  return (
    <td className={`num${tone}`} data-title={column.title}>
      {number === null ? (
        <span className="t-unknown">no sample</span>
      ) : (
        formatText(number, column.unit, decimalsOf(column))
      )}
    </td>
  );
}

function MeterCell({ column, value }: { column: TableColumn; value: number | null }) {
  return (
    <td className="nw" data-title={column.title}>
      {value === null ? (
        <span className="t-unknown">no sample</span>
      ) : (
        <span className="meter-figure">
          <Meter percent={value} tick={column.thresholds?.alert} status={thresholdStatus(value, column.thresholds)} />
          {formatText(value, column.unit, decimalsOf(column))}
        </span>
      )}
    </td>
  );
}

/** A column called "phase" or "status" holds states, not names. */
function LabelCell({ column, text }: { column: TableColumn; text: string | null }) {
  if (column.id !== "phase" && column.id !== "status")
    return (
      <td className="mono name" data-title={column.title} title={text ?? undefined}>
        {text ?? "–"}
      </td>
    );
  return (
    <td data-title={column.title}>
      <Badge tone={PHASES.get(text ?? "") ?? "unknown"}>{text ?? "Unknown"}</Badge>
    </td>
  );
}

const PHASES: ReadonlyMap<string, "pass" | "warn" | "fail" | "na"> = new Map([
  ["Running", "pass"],
  ["Succeeded", "na"],
  ["Pending", "warn"],
  ["Failed", "fail"],
]);

function hasMeter({ unit, thresholds }: TableColumn): boolean {
  return unit === "percent" && thresholds?.direction === "above";
}

function isNumber(column: TableColumn): boolean {
  return column.kind === "value" && !hasMeter(column);
}

function decimalsOf({ unit, decimals }: TableColumn): number | undefined {
  return decimals ?? (unit === "count" ? 0 : undefined);
}
