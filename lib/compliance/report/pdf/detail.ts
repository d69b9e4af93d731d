import "server-only";
import type { ReportEnvelope } from "../envelope";
import type { ReportRecord } from "../record";
import { countText, dayRanges, durationText, instantText, sentence } from "../wording";
import { drawHeading } from "./heading";
import { INK, PAGE, type Sheet } from "./sheet";
import { drawTable } from "./table";

const GAP = 24;

export function drawExceptions(sheet: Sheet, { exceptions }: ReportRecord): void {
  drawHeading(
    sheet,
    "3 What did not pass, and why",
    "One line per check and reason; the days are those of the month.",
    220,
  );
  if (exceptions.length === 0) drawSentence(sheet, "Every result passed.");
  const rows = exceptions.map(({ checkId, title, status, reason, nextStep, days }) => [
    checkId === "all" ? title : `${checkId} ${title}`,
    status.replace("_", " "),
    `${sentence(reason)}. ${nextStep}`,
    dayRanges(days),
  ]);
  drawTable(
    sheet,
    [
      { title: "Check", share: 0.25 },
      { title: "Status", share: 0.12 },
      { title: "Reason and next step", share: 0.47 },
      { title: "Days", share: 0.16 },
    ],
    rows,
  );
  sheet.doc.y += GAP;
}

export function drawLedger(sheet: Sheet, { ledger }: ReportRecord): void {
  const covered = `${countText(ledger.entries)} entries. ${ledger.quietHours} of ${ledger.hours} hours have none.`;
  drawHeading(sheet, "4 Audit log", `${covered} Without heartbeats, a quiet hour and an unobserved one look alike.`);
  drawTable(
    sheet,
    [
      { title: "Action", share: 0.5, face: "mono" },
      { title: "Outcome", share: 0.25 },
      { title: "Entries", share: 0.25, numeric: true },
    ],
    ledger.byAction.length > 0
      ? ledger.byAction.map((row) => [row.action, row.outcome, countText(row.count)])
      : [["no entry in this month", "unknown", "0"]],
  );
  sheet.doc.y += 12;
  const kinds = ledger.byActorKind.map((row) => `${row.name} ${countText(row.count)}`).join(", ");
  if (kinds) drawSentence(sheet, `By kind of actor: ${kinds}.`);
  if (ledger.quiet.length > 0) drawQuiet(sheet, ledger.quiet);
  sheet.doc.y += GAP - 8;
}

function drawQuiet(sheet: Sheet, quiet: ReportRecord["ledger"]["quiet"]): void {
  sheet.doc.y += 4;
  drawTable(
    sheet,
    [
      { title: "Longest times without an entry: from", share: 0.4 },
      { title: "To", share: 0.35 },
      { title: "Hours", share: 0.25, numeric: true },
    ],
    quiet.map((run) => [instantText(run.from), instantText(run.to), countText(run.hours)]),
  );
}

export function drawAlerts(sheet: Sheet, { alerts, exports }: ReportRecord): void {
  const mean = durationText(alerts.meanSecondsToAcknowledge);
  drawHeading(
    sheet,
    "5 Alerts and downloads",
    `${countText(alerts.fired)} fired, ${countText(alerts.acknowledged)} acknowledged (mean ${mean}), ${countText(alerts.neverAcknowledged)} never acknowledged.`,
  );
  const rows = [
    ...alerts.bySeverity.map((row) => ["Alerts by severity", row.name, countText(row.count)]),
    ...alerts.byName.map((row) => ["Alerts by name, the most frequent", row.name, countText(row.count)]),
    ...exports.map((row) => ["Downloads", `${row.resource}, ${countText(row.rows)} rows`, countText(row.count)]),
  ];
  drawTable(
    sheet,
    [
      { title: "What", share: 0.35 },
      { title: "Name", share: 0.45 },
      { title: "Number", share: 0.2, numeric: true },
    ],
    rows.length > 0 ? rows : [["No alert and no download", "", "0"]],
  );
  sheet.doc.y += GAP;
}

export function drawLimits(sheet: Sheet, { notCovered }: ReportRecord): void {
  drawHeading(sheet, "6 Not covered", "Nothing in this report is evidence for these.");
  const list = sheet.open("L");
  for (const limit of notCovered) {
    const style = { size: 9, width: sheet.width - 12, lineGap: 1 };
    sheet.need(sheet.heightOf(limit, style) + 5);
    const y = sheet.doc.y;
    sheet.tag(
      "LI",
      () => {
        sheet.text("–", PAGE.left, y, { size: 9, color: INK.faint });
        sheet.text(limit, PAGE.left + 12, y, style);
      },
      list,
    );
    sheet.doc.y = y + sheet.heightOf(limit, style) + 5;
  }
  list.end();
  sheet.doc.y += GAP - 6;
}

export function drawVerification(sheet: Sheet, { ledger }: ReportRecord, envelope: ReportEnvelope): void {
  drawHeading(sheet, "7 Verify this report", "Download report.json of this version and compare.", 150);
  const last = ledger.last ? `${countText(ledger.last.seq)} · ${ledger.last.hash}` : "no entry in this month";
  const entry = envelope.auditSeq === null ? "unknown" : `entry ${countText(envelope.auditSeq)}, REPORT_GENERATED`;
  const facts = [
    ["Digest", `sha256:${envelope.digest}`],
    ["Recorded", `audit log ${entry}, names this digest`],
    ["Last entry, hash", last],
    ["Check offline", "sha256sum report.json"],
  ] as const;
  const top = sheet.doc.y;
  const height = facts.length * 15 + 12;
  sheet.decorate(() =>
    sheet.doc.rect(PAGE.left, top, sheet.width, height).lineWidth(0.5).strokeColor(INK.strong).stroke(),
  );
  for (const [index, [label, value]] of facts.entries()) {
    const y = top + 9 + index * 15;
    sheet.tag("P", () => {
      sheet.text(label, PAGE.left + 11, y, { size: 8, color: INK.quiet });
      sheet.text(value, PAGE.left + 94, y + 0.4, { size: 7.2, face: "mono" });
    });
  }
  sheet.doc.y = top + height;
}

function drawSentence(sheet: Sheet, sentence: string): void {
  const style = { size: 9, width: sheet.width, lineGap: 1 };
  const height = sheet.heightOf(sentence, style);
  sheet.need(height + 8);
  const y = sheet.doc.y;
  sheet.tag("P", () => sheet.text(sentence, PAGE.left, y, style));
  sheet.doc.y = y + height + 8;
}
