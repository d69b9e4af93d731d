import { createHash, randomUUID } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { CATALOGUE } from "@/lib/compliance/catalogue";
import { daysOf, monthBounds } from "@/lib/compliance/month";
import type { Cell, MonthView } from "@/lib/compliance/month-view";
import type { ReportEnvelope } from "@/lib/compliance/report/envelope";
import type { ReportRecord } from "@/lib/compliance/report/record";

/** A month in which `cellOf` decides every result. */
export function monthOf(month: string, cellOf: (check: number, day: number) => Cell): MonthView {
  const days = daysOf(month);
  const checks = CATALOGUE.map(({ id, title }, check) => ({
    id,
    title,
    cells: days.map((_, day) => cellOf(check, day)),
  }));
  const cells = checks.flatMap((check) => check.cells);
  const count = (...kinds: Cell[]) => cells.filter((cell) => kinds.includes(cell)).length;
  const statusOf = (column: Cell[]) => {
    if (column.includes("not_due")) return "not_due" as const;
    if (column.includes("not_run")) return "not_run" as const;
    if (column.includes("fail")) return "fail" as const;
    return column.includes("unknown") ? ("unknown" as const) : ("pass" as const);
  };
  return {
    month,
    status: count("fail") ? "fail" : count("unknown", "not_run") ? "unknown" : "pass",
    days: days.map((day, index) => ({
      day,
      status: statusOf(checks.map((c) => c.cells[index] ?? "unknown")),
      version: 1,
    })),
    checks,
    counts: { verified: count("pass"), failed: count("fail"), unknown: count("unknown", "not_run"), notApplicable: 0 },
  };
}

/** A record with something in every section; `text` stands wherever an upstream or a person chooses the words. */
export function recordOf(checks: MonthView, text = "HighErrorRate"): ReportRecord {
  const { start, end } = monthBounds(checks.month);
  return {
    schema: "monthly-report/1",
    organisation: text === "HighErrorRate" ? "MedinovAI" : text,
    month: checks.month,
    period: {
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
      zone: "UTC",
      hours: (end - start) / 3_600_000,
    },
    partial: false,
    coveredTo: new Date(end).toISOString(),
    checks,
    exceptions: [
      {
        checkId: "D1",
        title: "Audit chain",
        status: "fail",
        reason: "CHAIN_BROKEN",
        nextStep: `Entry 7 was changed: ${text}.`,
        days: [`${checks.month}-09`],
      },
      ...CATALOGUE.slice(1).map(({ id, title, nextStep }) => ({
        checkId: id,
        title,
        status: "unknown" as const,
        reason: "NOT_MEASURED_YET",
        nextStep,
        days: daysOf(checks.month),
      })),
    ],
    ledger: {
      entries: 58_214,
      first: { seq: 1_190_044, hash: "a".repeat(64) },
      last: { seq: 1_248_257, hash: "b".repeat(64) },
      byAction: [
        { action: "ALERT_ACKNOWLEDGED", outcome: "success", count: 132 },
        { action: "AUTHZ_DENIED", outcome: "denied", count: 41 },
        { action: "LOGIN_SUCCESS", outcome: "success", count: 2204 },
      ],
      byActorKind: [
        { name: "system", count: 1200 },
        { name: "user", count: 57_014 },
      ],
      people: 23,
      hours: 744,
      quietHours: 31,
      quiet: [{ from: `${checks.month}-04T01:00:00.000Z`, to: `${checks.month}-04T05:00:00.000Z`, hours: 4 }],
    },
    signIns: { succeeded: 2204, failed: 212, lockouts: 3 },
    denials: { permission: 41, crossSite: 2 },
    exports: [
      { resource: "audit-log", count: 4, rows: 120_331 },
      { resource: "report", count: 9, rows: 9 },
    ],
    alerts: {
      fired: 141,
      acknowledged: 132,
      neverAcknowledged: 9,
      meanSecondsToAcknowledge: 611,
      medianSecondsToAcknowledge: 365,
      bySeverity: [
        { name: "warning", count: 120 },
        { name: "critical", count: 21 },
      ],
      byName: [
        { name: text, count: 60 },
        { name: "HighAPILatency", count: 40 },
      ],
    },
    notCovered: ["The chatbot's own audit events.", "The incident register."],
  };
}

export function envelopeOf(record: ReportRecord): ReportEnvelope {
  return {
    id: randomUUID(),
    month: record.month,
    version: 1,
    partial: record.partial,
    digest: createHash("sha256").update(canonicalJson(record)).digest("hex"),
    createdAt: "2026-11-01T00:41:00.000Z",
    createdBy: "Miriam Katz",
    auditSeq: 1_249_006,
    replaces: null,
  };
}
