import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { db, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { dataExportTotal } from "@/lib/telemetry/metrics";
import { appendAuditEntry } from "../append";
import { entryFilter } from "../entry-filter";
import { readLedgerHead } from "../ledger-head";
import type { AuditExportQuery } from "../list-query";
import { readLedger } from "../read-ledger";
import { CSV_HEADING } from "./csv-page";
import { csvPages } from "./csv-pages";
import { filterSql } from "./filter-sql";
import { ndjsonPage } from "./ndjson-page";

export interface AuditExport {
  rows: number;
  chunks: AsyncGenerator<Buffer>;
}

/**
 * The matching entries as of now, oldest first: CSV (RFC 4180) or NDJSON, a page in memory at a time. The download and
 * its row count are recorded before the first byte leaves; entries never change, so the count holds. Needs audit:export.
 */
export async function exportAuditEntries(ctx: RequestContext, query: AuditExportQuery): Promise<AuditExport> {
  authorize(ctx.actor, "audit:export");
  const { format, ...filter } = query;
  const end = (await readLedgerHead())?.size ?? 0n;
  const client = await db();
  const rows = await client.auditEntry.count({ where: { AND: [entryFilter(filter), { seq: { lt: end } }] } });
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "EXPORT_DATA",
      subject: { type: "audit-log", id: format },
      detail: { format, filter: { ...filter }, rows, end: Number(end) },
    }),
  );
  dataExportTotal.inc({ resource: "audit-log" });
  const part = filterSql(filter);
  return { rows, chunks: format === "csv" ? asCsv(end, part) : asLines(end, part) };
}

async function* asCsv(end: bigint, filter: string | undefined): AsyncGenerator<Buffer> {
  yield Buffer.from(CSV_HEADING);
  yield* csvPages(end, filter);
}

async function* asLines(end: bigint, filter: string | undefined): AsyncGenerator<Buffer> {
  for await (const page of readLedger(end, { filter })) yield ndjsonPage(page);
}
