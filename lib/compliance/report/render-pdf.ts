import "server-only";
import type { ReportEnvelope } from "./envelope";
import { drawCover } from "./pdf/cover";
import { drawAlerts, drawExceptions, drawLedger, drawLimits, drawVerification } from "./pdf/detail";
import { drawFigures } from "./pdf/figures";
import { drawHeading } from "./pdf/heading";
import { drawMatrix } from "./pdf/matrix";
import { INK, PAGE, Sheet } from "./pdf/sheet";
import type { ReportRecord } from "./record";
import { reportTitle } from "./wording";

/** The record as an A4 PDF with a structure tree. The same record and envelope always give the same pages. */
export function renderPdf(record: ReportRecord, envelope: ReportEnvelope): Promise<Buffer> {
  const title = reportTitle(envelope);
  const sheet = new Sheet({ title, author: record.organisation, created: new Date(envelope.createdAt) });
  drawCover(sheet, record, envelope);
  sheet.newPage();
  drawHeading(
    sheet,
    "1 Checks by day",
    "UTC days. A day fails if any check failed, and is unknown if none failed and any was unknown or did not run.",
  );
  drawMatrix(sheet, record.checks);
  drawFigures(sheet, record);
  drawExceptions(sheet, record);
  drawLedger(sheet, record);
  drawAlerts(sheet, record);
  drawLimits(sheet, record);
  drawVerification(sheet, record, envelope);
  return sheet.finish((page, of) => drawFoot(sheet, title, envelope.digest, `Page ${page} of ${of}`));
}

function drawFoot(sheet: Sheet, title: string, digest: string, page: string): void {
  const { doc, width } = sheet;
  const y = doc.page.height - 43;
  doc
    .moveTo(PAGE.left, y)
    .lineTo(PAGE.left + width, y)
    .lineWidth(0.5)
    .strokeColor(INK.strong)
    .stroke();
  const style = { size: 7.5, color: INK.quiet, width } as const;
  sheet.text(`${title}, UTC`, PAGE.left, y + 6, style);
  const short = `sha256 ${digest.slice(0, 12)}…${digest.slice(-4)}`;
  sheet.text(short, PAGE.left + width * 0.62, y + 6.4, { ...style, width: width * 0.22, size: 6.6, face: "mono" });
  sheet.text(page, PAGE.left, y + 6, { ...style, align: "right" });
}
