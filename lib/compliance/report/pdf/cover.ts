import "server-only";
import type { Cell } from "../../month-view";
import type { ReportEnvelope } from "../envelope";
import type { ReportRecord } from "../record";
import { countText, instantText, monthName, plural } from "../wording";
import { INK, PAGE, type Sheet } from "./sheet";
import { drawStatusLarge } from "./status-mark";

const LABEL_WIDTH = 119;

export function drawCover(sheet: Sheet, record: ReportRecord, envelope: ReportEnvelope): void {
  drawBrand(sheet);
  const top = 137;
  sheet.tag("H1", () =>
    sheet.text("Monthly security rule report", PAGE.left, top, { face: "bold", size: 25, width: 240, lineGap: -2 }),
  );
  const partial = envelope.partial ? ", partial: the month is not over" : "";
  const line = `${monthName(record.month)}, version ${envelope.version}${partial}`;
  sheet.tag("P", () => sheet.text(line, PAGE.left, top + 68, { size: 13, color: INK.quiet }));
  drawCounts(sheet, record, top + 122);
  drawFacts(sheet, record, envelope, top + 252);
}

function drawBrand(sheet: Sheet): void {
  const { doc } = sheet;
  const y = PAGE.top;
  sheet.decorate(() => {
    doc.lineWidth(2.2).lineCap("round").strokeColor(INK.accent);
    for (const [x, height] of [
      [4, 6],
      [9, 11],
      [14, 8],
    ] as const)
      doc
        .moveTo(PAGE.left + x, y + 12)
        .lineTo(PAGE.left + x, y + 12 - height)
        .stroke();
    doc
      .moveTo(PAGE.left + 1, y + 16)
      .lineTo(PAGE.left + 17, y + 16)
      .lineWidth(1.6)
      .stroke();
  });
  sheet.tag("P", () => sheet.text("MedinovAI Observability Portal", PAGE.left + 25, y + 3, { face: "bold", size: 10 }));
}

function drawCounts(sheet: Sheet, { checks }: ReportRecord, y: number): void {
  const { counts } = checks;
  const columns: [Cell, string, number][] = [
    ["pass", "Verified", counts.verified],
    ["fail", "Failed", counts.failed],
    ["unknown", "Unknown", counts.unknown],
    ["not_applicable", "Not applicable", counts.notApplicable],
  ];
  sheet.rule(y, INK.text, 1.2);
  const width = sheet.width / columns.length;
  for (const [index, [status, label, count]] of columns.entries()) {
    const x = PAGE.left + index * width + (index === 0 ? 0 : 11);
    sheet.decorate(() => {
      drawStatusLarge(sheet, status, x + 5, y + 17.5);
      if (index > 0)
        sheet.doc
          .moveTo(x - 11, y + 1)
          .lineTo(x - 11, y + 62)
          .lineWidth(0.5)
          .strokeColor(INK.line)
          .stroke();
    });
    sheet.tag("P", () => {
      sheet.text(label, x + 15, y + 12, { size: 9.5, color: INK.quiet });
      sheet.text(countText(count), x, y + 27, { face: "bold", size: 24 });
    });
  }
  sheet.rule(y + 63, INK.strong);
  const total = counts.verified + counts.failed + counts.unknown + counts.notApplicable;
  const days = checks.days.filter((day) => day.status !== "not_due").length;
  const words = `${plural(checks.checks.length, "check")} on ${plural(days, "day")}, ${plural(total, "result")}. Unknown means that the fact could not be measured; it is never counted as verified. This report records evidence. It is not a certification.`;
  sheet.tag("P", () => sheet.text(words, PAGE.left, y + 73, { size: 10, width: 425, lineGap: 2 }));
}

function drawFacts(sheet: Sheet, record: ReportRecord, envelope: ReportEnvelope, top: number): void {
  const { period, ledger, checks } = record;
  const dueDays = checks.days.filter((day) => day.status !== "not_due");
  const ran = dueDays.filter((day) => day.status !== "not_run").length;
  const facts: [string, string][] = [
    ["Organisation", record.organisation],
    ["System in scope", "This portal: its audit log, its access control, its alerts, its public endpoints"],
    ["Not covered", "See section 6"],
    ["Period", `${instantText(period.from)} to ${instantText(period.to)}, ${period.hours} h`],
    ["Daily checks run", `${ran} of ${plural(dueDays.length, "day")}`],
    ["Hours with entries", `${ledger.hours - ledger.quietHours} of ${ledger.hours}, see section 4`],
    ["Basis", "45 CFR Part 164 Subpart C, as in force. Proposed rules are not counted."],
    ["State", `Generated ${instantText(envelope.createdAt)} by ${envelope.createdBy}. Not reviewed, not attested.`],
    ["Record", "report.json, RFC 8785 canonical form. This PDF is drawn from it."],
    ["Digest", `sha256 ${envelope.digest}`],
  ];
  if (record.partial) facts.splice(4, 0, ["Partial", `Covers the month up to ${instantText(record.coveredTo)} only`]);
  if (envelope.replaces) facts.push(["Replaces", `version ${envelope.replaces.version}, ${envelope.replaces.digest}`]);
  let y = top;
  const width = sheet.width - LABEL_WIDTH;
  for (const [label, value] of facts) {
    const mono = label === "Digest" || label === "Replaces";
    const style = {
      size: mono ? 8 : 9.5,
      face: mono ? "mono" : "regular",
      width: mono ? 260 : width,
      lineGap: 1,
    } as const;
    const at = y;
    sheet.tag("P", () => {
      sheet.text(label, PAGE.left, at, { size: 9.5, color: INK.quiet });
      sheet.text(value, PAGE.left + LABEL_WIDTH, at + (mono ? 1 : 0), style);
    });
    y += Math.max(sheet.heightOf(value, style), 11) + 4.5;
  }
  sheet.doc.y = y;
}
