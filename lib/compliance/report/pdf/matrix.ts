import "server-only";
import type { Cell, MonthView } from "../../month-view";
import { INK, PAGE, type Sheet, type Struct } from "./sheet";
import { drawStatus, STATUS_WORDS } from "./status-mark";

const NAME_WIDTH = 104;
const COUNT_WIDTH = 24;
const ROW = 14.2;
const COUNTS: [string, readonly Cell[]][] = [
  ["Pass", ["pass"]],
  ["Fail", ["fail"]],
  ["Unk.", ["unknown", "not_run"]],
];

/** Checks × days. Each cell says its status to a screen reader, and each row ends with its counts. */
export function drawMatrix(sheet: Sheet, { days, checks }: MonthView): void {
  const table = sheet.open("Table");
  drawHead(sheet, table, days.length);
  for (const check of checks) drawRow(sheet, table, { label: check.title, id: check.id, cells: check.cells });
  sheet.rule(sheet.doc.y, INK.text, 0.8);
  drawRow(sheet, table, { label: "Day, rolled up", cells: days.map((day) => day.status) });
  table.end();
  drawLegend(
    sheet,
    days.some((day) => day.status === "not_due"),
  );
}

function cellWidth(sheet: Sheet, days: number): number {
  return (sheet.width - NAME_WIDTH - COUNTS.length * COUNT_WIDTH) / days;
}

function drawHead(sheet: Sheet, table: Struct, days: number): void {
  const y = sheet.doc.y;
  const row = sheet.open("TR", table);
  const style = { size: 7, color: INK.quiet } as const;
  const width = cellWidth(sheet, days);
  sheet.tag("TH", () => sheet.text("Check", PAGE.left, y, style), row);
  for (let day = 1; day <= days; day++) {
    const x = PAGE.left + NAME_WIDTH + (day - 1) * width - 3;
    sheet.tag("TH", () => sheet.text(String(day), x, y, { ...style, width: width + 6, align: "center" }), row);
  }
  for (const [index, [title]] of COUNTS.entries())
    sheet.tag(
      "TH",
      () => sheet.text(title, countX(sheet, index), y, { ...style, width: COUNT_WIDTH, align: "right" }),
      row,
    );
  row.end();
  sheet.doc.y = y + 11;
  sheet.rule(sheet.doc.y, INK.text, 0.8);
}

function drawRow(sheet: Sheet, table: Struct, line: { label: string; id?: string; cells: readonly Cell[] }): void {
  const y = sheet.doc.y;
  const row = sheet.open("TR", table);
  const width = cellWidth(sheet, line.cells.length);
  sheet.tag("TH", () => drawName(sheet, line, y), row);
  for (const [index, cell] of line.cells.entries()) {
    const x = PAGE.left + NAME_WIDTH + index * width;
    sheet.tag("TD", () => drawCell(sheet, cell, x, y, width), row, `day ${index + 1}: ${STATUS_WORDS[cell]}`);
  }
  for (const [index, [, kinds]] of COUNTS.entries()) {
    const count = line.cells.filter((cell) => kinds.includes(cell)).length;
    const style = { size: 7.4, width: COUNT_WIDTH, align: "right", face: line.id ? "regular" : "bold" } as const;
    sheet.tag("TD", () => sheet.text(count > 0 ? String(count) : "–", countX(sheet, index), y + 3.2, style), row);
  }
  row.end();
  sheet.doc.y = y + ROW;
  sheet.rule(sheet.doc.y, INK.line, 0.4);
}

function drawName(sheet: Sheet, { label, id }: { label: string; id?: string }, y: number): void {
  if (id) sheet.text(id, PAGE.left, y + 3.2, { size: 7.6, color: INK.faint });
  sheet.text(label, PAGE.left + (id ? 19 : 0), y + 3.2, { size: 7.6, face: id ? "regular" : "bold" });
}

function drawCell(sheet: Sheet, cell: Cell, x: number, y: number, width: number): void {
  if (cell === "fail") sheet.doc.rect(x, y + 0.5, width, ROW - 0.9).fill(INK.failSoft);
  if (cell === "unknown") sheet.doc.rect(x, y + 0.5, width, ROW - 0.9).fill(INK.unknownSoft);
  drawStatus(sheet, cell, x + width / 2, y + ROW / 2, 7);
}

function countX(sheet: Sheet, index: number): number {
  return PAGE.left + sheet.width - (COUNTS.length - index) * COUNT_WIDTH;
}

function drawLegend(sheet: Sheet, unfinished: boolean): void {
  const y = sheet.doc.y + 8;
  let x: number = PAGE.left;
  const shown: Cell[] = ["pass", "fail", "unknown", "not_run", "not_applicable"];
  for (const status of unfinished ? [...shown, "not_due" as const] : shown) {
    const word = STATUS_WORDS[status];
    sheet.decorate(() => drawStatus(sheet, status, x + 4, y + 4.6, 7));
    sheet.tag("P", () => sheet.text(word, x + 12, y, { size: 7.6, color: INK.quiet }));
    x += 12 + sheet.doc.widthOfString(word) + 13;
  }
  sheet.doc.y = y + 28;
}
