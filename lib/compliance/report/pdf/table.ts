import "server-only";
import { type Face, INK, PAGE, type Sheet, type TextStyle } from "./sheet";

export interface Column {
  title: string;
  /** Share of the width; all shares together are 1. */
  share: number;
  numeric?: boolean;
  face?: Face;
}

const SIZE = 8.6;
const GUTTER = 10;
const ROW_PADDING = 3.6;

/** A table that goes on over pages, its head repeated; cells wrap. */
export function drawTable(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const table = sheet.open("Table");
  drawHead(sheet, table, columns);
  for (const row of rows) {
    const height = rowHeight(sheet, columns, row);
    const { page } = sheet.doc;
    sheet.need(height);
    if (sheet.doc.page !== page) drawHead(sheet, table, columns);
    const line = sheet.open("TR", table);
    const y = sheet.doc.y;
    eachCell(sheet, columns, (column, x, width, index) =>
      sheet.tag("TD", () => sheet.text(row[index] ?? "", x, y + ROW_PADDING, styleOf(column, width)), line),
    );
    line.end();
    sheet.doc.y = y + height;
    sheet.rule(sheet.doc.y, INK.line, 0.4);
  }
  table.end();
}

function drawHead(sheet: Sheet, table: ReturnType<Sheet["open"]>, columns: readonly Column[]): void {
  sheet.need(44);
  const line = sheet.open("TR", table);
  const y = sheet.doc.y;
  eachCell(sheet, columns, (column, x, width) =>
    sheet.tag(
      "TH",
      () => sheet.text(column.title, x, y, { ...styleOf(column, width), face: "regular", size: 8, color: INK.quiet }),
      line,
    ),
  );
  line.end();
  sheet.doc.y = y + 14;
  sheet.rule(sheet.doc.y, INK.text, 0.8);
}

function eachCell(
  sheet: Sheet,
  columns: readonly Column[],
  draw: (column: Column, x: number, width: number, index: number) => void,
): void {
  let x: number = PAGE.left;
  for (const [index, column] of columns.entries()) {
    const width = column.share * sheet.width;
    draw(column, x, width - (index === columns.length - 1 ? 0 : GUTTER), index);
    x += width;
  }
}

function styleOf(column: Column, width: number): TextStyle {
  const size = column.face === "mono" ? SIZE * 0.87 : SIZE;
  return { face: column.face, size, width, align: column.numeric ? "right" : "left", lineGap: 1 };
}

function rowHeight(sheet: Sheet, columns: readonly Column[], row: readonly string[]): number {
  let height = 0;
  eachCell(sheet, columns, (column, _, width, index) => {
    height = Math.max(height, sheet.heightOf(row[index] || " ", styleOf(column, width)));
  });
  return height + 2 * ROW_PADDING;
}
