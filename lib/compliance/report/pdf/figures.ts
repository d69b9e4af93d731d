import "server-only";
import type { ReportRecord } from "../record";
import { countText, durationText } from "../wording";
import { drawHeading } from "./heading";
import type { Sheet } from "./sheet";
import { drawTable } from "./table";

/** The month in a few numbers, each with what it counts. */
export function drawFigures(sheet: Sheet, { ledger, signIns, denials, exports, alerts }: ReportRecord): void {
  drawHeading(sheet, "2 Key figures", "Each with what it counts. Sections 3 to 5 have the detail.");
  const downloads = exports.reduce((sum, row) => sum + row.count, 0);
  const rows = exports.reduce((sum, row) => sum + row.rows, 0);
  const range =
    ledger.first && ledger.last
      ? `entries ${countText(ledger.first.seq)} to ${countText(ledger.last.seq)}`
      : "no entry";
  drawTable(
    sheet,
    [
      { title: "Figure", share: 0.4 },
      { title: "Value", share: 0.2, numeric: true },
      { title: "Counted from", share: 0.4 },
    ],
    [
      ["Audit entries recorded", countText(ledger.entries), `the portal's ledger, ${range}`],
      ["People who left an entry", countText(ledger.people), "different signed-in members"],
      ["Sign-ins that succeeded", countText(signIns.succeeded), "LOGIN_SUCCESS"],
      ["Sign-ins that failed", countText(signIns.failed), `LOGIN_FAILURE; ${countText(signIns.lockouts)} lockouts`],
      [
        "Requests refused",
        countText(denials.permission),
        `AUTHZ_DENIED; ${countText(denials.crossSite)} cross-site besides`,
      ],
      ["Downloads", countText(downloads), `EXPORT_DATA, ${countText(rows)} rows`],
      ["Alerts fired", countText(alerts.fired), "episodes that began in the month"],
      ["Alerts never acknowledged", countText(alerts.neverAcknowledged), `of ${countText(alerts.fired)}`],
      [
        "Time to acknowledge, median",
        durationText(alerts.medianSecondsToAcknowledge),
        `${countText(alerts.acknowledged)} acknowledged, mean ${durationText(alerts.meanSecondsToAcknowledge)}`,
      ],
    ],
  );
  sheet.doc.y += 24;
}
