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
  doc.lineWidth(size / 8);
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
      doc.rect(x - half * 0.14, y - half * 0.45, half * 0.28, half * 0.5).fill(INK.unknown);
      doc.rect(x - half * 0.14, y + half * 0.22, half * 0.28, half * 0.26).fill(INK.unknown);
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
      doc.circle(x, y, 0.5).fill(INK.strong);
  }
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
