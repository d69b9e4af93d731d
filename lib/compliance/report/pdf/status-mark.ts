import "server-only";
import type { Cell } from "../../month-view";
import { INK, type Sheet } from "./sheet";

/** The word a status is printed and exported as. */
export const STATUS_WORDS: Record<Cell, string> = {
  pass: "pass",
  fail: "fail",
  unknown: "unknown",
  not_applicable: "not applicable",
  not_run: "not run, counts as unknown",
  not_due: "not over yet",
};

/** A shape of its own for each status, so that no meaning hangs on colour alone. `x`, `y`: its middle. */
export function drawStatus({ doc }: Sheet, status: Cell, x: number, y: number, size = 8): void {
  const half = size / 2;
  doc.lineWidth(size / 8).lineCap("butt");
  switch (status) {
    case "pass":
      doc.circle(x, y, half * 0.62).fill(INK.pass);
      return;
    case "fail":
      doc.rect(x - half, y - half, size, size).fill(INK.fail);
      cross(doc, x, y, half * 0.5);
      return;
    case "unknown":
      diamond(doc, x, y, half * 1.15)
        .strokeColor(INK.unknown)
        .stroke();
      questionMark(doc, x, y, half);
      return;
    case "not_run":
      diamond(doc, x, y, half * 1.15)
        .dash(1.2, { space: 1 })
        .strokeColor(INK.unknown)
        .stroke()
        .undash();
      return;
    case "not_applicable":
      doc
        .moveTo(x - half * 0.7, y)
        .lineTo(x + half * 0.7, y)
        .strokeColor(INK.faint)
        .stroke();
      return;
    case "not_due":
      doc
        .circle(x, y, half * 0.4)
        .lineWidth(0.5)
        .strokeColor(INK.strong)
        .stroke();
  }
}

/** The larger mark beside a heading figure: a passed disc carries its tick. */
export function drawStatusLarge(sheet: Sheet, status: Cell, x: number, y: number): void {
  const { doc } = sheet;
  if (status !== "pass") {
    drawStatus(sheet, status, x, y, 9);
    return;
  }
  doc.circle(x, y, 5).fill(INK.pass);
  doc
    .moveTo(x - 2.1, y + 0.1)
    .lineTo(x - 0.6, y + 1.7)
    .lineTo(x + 2.2, y - 1.5)
    .lineWidth(1.2)
    .strokeColor("#ffffff")
    .stroke();
}

function questionMark(doc: Sheet["doc"], x: number, y: number, half: number): void {
  const unit = half * 0.3;
  doc
    .moveTo(x - unit, y - unit * 0.8)
    .bezierCurveTo(x - unit, y - unit * 2.2, x + unit, y - unit * 2.2, x + unit, y - unit * 0.8)
    .bezierCurveTo(x + unit, y - unit * 0.1, x, y - unit * 0.1, x, y + unit * 0.7)
    .strokeColor(INK.unknown)
    .stroke();
  doc.circle(x, y + unit * 1.7, half * 0.11).fill(INK.unknown);
}

function cross(doc: Sheet["doc"], x: number, y: number, arm: number): void {
  doc
    .moveTo(x - arm, y - arm)
    .lineTo(x + arm, y + arm)
    .moveTo(x + arm, y - arm)
    .lineTo(x - arm, y + arm)
    .strokeColor("#ffffff")
    .stroke();
}

function diamond(doc: Sheet["doc"], x: number, y: number, arm: number): Sheet["doc"] {
  return doc
    .moveTo(x, y - arm)
    .lineTo(x + arm, y)
    .lineTo(x, y + arm)
    .lineTo(x - arm, y)
    .closePath();
}
