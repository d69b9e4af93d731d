import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { monthBounds } from "../month";
import { readMonth } from "../read-month";
import { collectAlerts } from "./collect-alerts";
import { collectExceptions } from "./collect-checks";
import { collectLedger } from "./collect-ledger";
import { type ReportRecord, reportRecordSchema } from "./record";

const HOUR_MS = 3_600_000;
const SNAPSHOT_TIMEOUT_MS = 60_000;

/** Said in every report, so that nobody takes silence for evidence. */
const NOT_COVERED = [
  "The chatbot's own audit events: this ledger records what happened in the portal.",
  "Whether quiet hours were silent or unobserved: sources send no heartbeat yet.",
  "Removal of the newest entries by an administrator of the database: no copy of the head is kept elsewhere yet.",
  "The incident register, access reviews and daily sign-off: they are kept outside the portal.",
  "Metrics of the chatbot: see the dashboards for as long as their sources keep them.",
];

/** Reads one month from a single snapshot of the database. `now` decides only whether the month is over. */
export async function collectReport(month: string, now: Date): Promise<ReportRecord> {
  const { start, end } = monthBounds(month);
  const coveredTo = Math.min(end, now.getTime());
  const from = new Date(start);
  const to = new Date(coveredTo);
  const client = await db();
  return client.$transaction(
    async (tx) => {
      const checks = await readMonth(tx, month, now);
      return reportRecordSchema.parse({
        schema: "monthly-report/1",
        organisation: env().ORGANISATION,
        month,
        period: {
          from: from.toISOString(),
          to: new Date(end).toISOString(),
          zone: "UTC",
          hours: (end - start) / HOUR_MS,
        },
        partial: coveredTo < end,
        coveredTo: to.toISOString(),
        checks,
        exceptions: await collectExceptions(tx, checks),
        ...(await collectLedger(tx, from, to)),
        alerts: await collectAlerts(tx, from, to),
        notCovered: NOT_COVERED,
      } satisfies ReportRecord);
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: SNAPSHOT_TIMEOUT_MS },
  );
}
