import "server-only";
import type { Transaction } from "@/lib/db/client";
import { CATALOGUE } from "../catalogue";
import type { MonthView } from "../month-view";
import { checkStatusSchema } from "../status";
import type { ReportRecord } from "./record";

type Exception = ReportRecord["exceptions"][number];

/** Why results of the month did not pass: one line per check and reason, with its days. Failures come first. */
export async function collectExceptions(tx: Transaction, view: MonthView): Promise<Exception[]> {
  const rows = await tx.checkResult.findMany({
    where: {
      status: { not: "pass" },
      OR: view.days.filter((day) => day.version > 0).map(({ day, version }) => ({ run: { day, version } })),
    },
    include: { run: { select: { day: true } } },
    orderBy: { run: { day: "asc" } },
  });
  const found = new Map<string, Exception>();
  for (const row of rows) {
    const status = checkStatusSchema.parse(row.status);
    const reason = row.reasonCode ?? "NO_REASON";
    const key = `${row.checkId} ${status} ${reason} ${row.nextStep}`;
    const exception = found.get(key);
    if (exception) exception.days.push(row.run.day);
    else
      found.set(key, {
        checkId: row.checkId,
        title: titleOf(row.checkId),
        status,
        reason,
        nextStep: row.nextStep ?? "",
        days: [row.run.day],
      });
  }
  return [...found.values(), ...notRun(view)].sort(byUrgency);
}

function notRun(view: MonthView): Exception[] {
  const days = view.days.filter((day) => day.status === "not_run").map((day) => day.day);
  if (days.length === 0) return [];
  const nextStep = "Nothing was measured on these days: each counts as one unknown per check.";
  return [{ checkId: "all", title: "Daily check", status: "unknown", reason: "NOT_RUN", nextStep, days }];
}

function byUrgency(a: Exception, b: Exception): number {
  const failed = (exception: Exception) => (exception.status === "fail" ? 0 : 1);
  return failed(a) - failed(b) || place(a.checkId) - place(b.checkId);
}

function place(checkId: string): number {
  return CATALOGUE.findIndex((check) => check.id === checkId);
}

function titleOf(checkId: string): string {
  return CATALOGUE.find((check) => check.id === checkId)?.title ?? checkId;
}
