import "server-only";
import type { AuditEntry } from "@/generated/prisma/client";
import { authorize } from "@/lib/auth/authorize";
import { csvRow } from "@/lib/csv/csv-row";
import { db, transaction } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import { dataExportTotal } from "@/lib/telemetry/metrics";
import { appendAuditEntry } from "./append";
import { entryFilter } from "./entry-filter";
import { readLedgerHead } from "./ledger-head";
import type { AuditExportQuery } from "./list-query";
import { readLedger } from "./read-ledger";

const COLUMNS = ["seq", "recorded_at", "action", "outcome", "actor_kind", "actor_id", "actor_name", "subject"] as const;
const HEADER = csvRow([...COLUMNS, "request_id", "prev_hash", "hash", "bytes"]);

export interface AuditExport {
  rows: number;
  chunks: AsyncGenerator<string>;
}

/**
 * The matching entries as of now, oldest first: CSV (RFC 4180) or NDJSON. The download and its row count are recorded
 * before the first byte leaves; entries never change, so the count holds. Needs audit:export.
 */
export async function exportAuditEntries(ctx: RequestContext, query: AuditExportQuery): Promise<AuditExport> {
  authorize(ctx.actor, "audit:export");
  const { format, ...filter } = query;
  const end = (await readLedgerHead())?.size ?? 0n;
  const where = entryFilter(filter);
  const client = await db();
  const rows = await client.auditEntry.count({ where: { AND: [where, { seq: { lt: end } }] } });
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "EXPORT_DATA",
      subject: { type: "audit-log", id: format },
      detail: { format, filter: { ...filter }, rows, end: Number(end) },
    }),
  );
  dataExportTotal.inc({ resource: "audit-log" });
  return { rows, chunks: format === "csv" ? asCsv(readLedger(end, where)) : asLines(readLedger(end, where)) };
}

async function* asCsv(pages: AsyncGenerator<AuditEntry[]>): AsyncGenerator<string> {
  yield HEADER;
  for await (const rows of pages) yield rows.map(csvEntry).join("");
}

function csvEntry(row: AuditEntry): string {
  return csvRow([
    Number(row.seq),
    row.recordedAt.toISOString(),
    row.action,
    row.outcome,
    row.actorKind,
    row.actorId,
    row.actorName,
    row.subject,
    row.requestId,
    hex(row.prevHash),
    hex(row.hash),
    Buffer.from(row.body).toString("utf8"),
  ]);
}

/** `bytes` is the text that was hashed, untouched: SHA-256(0x00 ‖ bytes) must give `hash`. */
async function* asLines(pages: AsyncGenerator<AuditEntry[]>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map(lineEntry).join("");
}

function lineEntry(row: AuditEntry): string {
  const bytes = Buffer.from(row.body).toString("utf8");
  return `${JSON.stringify({ seq: Number(row.seq), prevHash: hex(row.prevHash), hash: hex(row.hash), bytes })}\n`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
