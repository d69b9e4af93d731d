import "server-only";
import type { Transaction } from "@/lib/db/client";
import { CATALOGUE } from "./catalogue";
import { dayBounds } from "./day";
import { daysOf } from "./month";
import type { Cell, MonthView } from "./month-view";
import { type CheckStatus, checkStatusSchema, rollUp, rollUpSchema } from "./status";

interface DayColumn {
  day: string;
  version: number;
  status: MonthView["days"][number]["status"];
  results: ReadonlyMap<string, CheckStatus>;
}

/** The matrix of a month as it stood at `now`. */
export async function readMonth(tx: Transaction, month: string, now: Date): Promise<MonthView> {
  const runs = await tx.complianceRun.findMany({
    where: { day: { startsWith: month } },
    orderBy: { version: "asc" },
    include: { results: { select: { checkId: true, status: true } } },
  });
  const newest = new Map(runs.map((run) => [run.day, run]));
  const columns = daysOf(month).map((day): DayColumn => {
    const run = newest.get(day);
    const absent = dayBounds(day).end <= now.getTime() ? "not_run" : "not_due";
    return {
      day,
      version: run?.version ?? 0,
      status: run ? rollUpSchema.parse(run.status) : absent,
      results: new Map(run?.results.map((result) => [result.checkId, checkStatusSchema.parse(result.status)])),
    };
  });
  const checks = CATALOGUE.map(({ id, title }) => ({ id, title, cells: columns.map((column) => cellOf(column, id)) }));
  const cells = checks.flatMap((check) => check.cells);
  return {
    month,
    status: rollUp(cells.filter((cell) => cell !== "not_due").map((cell) => (cell === "not_run" ? "unknown" : cell))),
    days: columns.map(({ day, status, version }) => ({ day, status, version })),
    checks,
    counts: countCells(cells),
  };
}

/** A check that a run does not know, because it is newer than the run, was not measured then. */
function cellOf(column: DayColumn, checkId: string): Cell {
  if (column.status === "not_run" || column.status === "not_due") return column.status;
  return column.results.get(checkId) ?? "unknown";
}

function countCells(cells: readonly Cell[]): MonthView["counts"] {
  const count = (...kinds: Cell[]) => cells.filter((cell) => kinds.includes(cell)).length;
  return {
    verified: count("pass"),
    failed: count("fail"),
    unknown: count("unknown", "not_run"),
    notApplicable: count("not_applicable"),
  };
}
