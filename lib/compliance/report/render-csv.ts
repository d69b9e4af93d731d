import { type CsvCell, csvRow } from "@/lib/csv/csv-row";
import type { ReportRecord } from "./record";

const HEADER = ["section", "item", "day", "status", "value", "note"];

/** The record as one table (RFC 4180): every check of every day that is over, then every figure. */
export function renderCsv(record: ReportRecord): string {
  return [HEADER, ...checkRows(record), ...figureRows(record)].map((cells) => csvRow(cells)).join("");
}

function checkRows({ checks }: ReportRecord): CsvCell[][] {
  return checks.checks.flatMap(({ id, title, cells }) =>
    cells.flatMap((cell, index) => {
      const day = checks.days[index]?.day ?? "";
      if (cell === "not_due") return [];
      return cell === "not_run"
        ? [["check", id, day, "unknown", null, `${title}: not run`]]
        : [["check", id, day, cell, null, title]];
    }),
  );
}

function figureRows({
  partial,
  coveredTo,
  checks,
  ledger,
  signIns,
  denials,
  exports,
  alerts,
  notCovered,
}: ReportRecord) {
  const figure = (item: string, value: number | null, note = ""): CsvCell[] => [
    "figure",
    item,
    null,
    value === null ? "unknown" : null,
    value,
    note,
  ];
  return [
    ["period", "covered_to", coveredTo, partial ? "partial" : "complete", null, ""],
    ["check", "month", null, checks.status, null, "rolled up"],
    figure("verified", checks.counts.verified),
    figure("failed", checks.counts.failed),
    figure("unknown", checks.counts.unknown),
    figure("not_applicable", checks.counts.notApplicable),
    figure("ledger_entries", ledger.entries),
    figure("ledger_people", ledger.people),
    figure("ledger_quiet_hours", ledger.quietHours, `of ${ledger.hours}`),
    figure("sign_ins_succeeded", signIns.succeeded),
    figure("sign_ins_failed", signIns.failed),
    figure("lockouts", signIns.lockouts),
    figure("requests_refused", denials.permission),
    figure("cross_site_refused", denials.crossSite),
    figure("alerts_fired", alerts.fired),
    figure("alerts_acknowledged", alerts.acknowledged),
    figure("alerts_never_acknowledged", alerts.neverAcknowledged),
    figure("seconds_to_acknowledge_mean", alerts.meanSecondsToAcknowledge),
    figure("seconds_to_acknowledge_median", alerts.medianSecondsToAcknowledge),
    ...ledger.byAction.map((row) => figure(`entries ${row.action}`, row.count, row.outcome)),
    ...alerts.byName.map((row) => figure("alerts_by_name", row.count, row.name)),
    ...alerts.bySeverity.map((row) => figure("alerts_by_severity", row.count, row.name)),
    ...exports.map((row) => figure("downloads", row.count, `${row.resource}: ${row.rows} rows`)),
    ...notCovered.map((limit): CsvCell[] => ["not_covered", null, null, null, null, limit]),
  ] satisfies CsvCell[][];
}
