import "server-only";
import { csvRow } from "@/lib/csv/csv-row";
import { COLUMN, type LedgerPage } from "../ledger-page";

/** The columns that are texts, in their order. */
export const TEXTS = ["action", "outcome", "actor_kind", "actor_id", "actor_name", "subject", "request_id"] as const;
const HASHES = ["prev_hash", "hash"] as const;

/** The heading of what csvPage writes; times are in UTC, and say so. */
export const CSV_HEADING = csvRow(["seq", "recorded_at_utc", ...TEXTS, ...HASHES, "bytes"]);

/** A page of entries as records of RFC 4180. The last cell are the bytes that were hashed, as far as they are text. */
export function csvPage(page: LedgerPage): Buffer {
  const records = Array.from({ length: page.count }, (_, row) =>
    csvRow([
      page.seq(row),
      new Date(page.recordedAt(row)).toISOString(),
      ...TEXTS.map((column) => page.text(row, COLUMN[column])),
      ...HASHES.map((column) => page.bytes(row, COLUMN[column]).toString("hex")),
      page.text(row, COLUMN.body),
    ]),
  );
  return Buffer.from(records.join(""));
}
