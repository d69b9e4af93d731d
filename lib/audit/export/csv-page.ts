import "server-only";
import { csvRow } from "@/lib/csv/csv-row";
import { COLUMN, type LedgerColumn, type LedgerPage } from "../ledger-page";
import { PageWriter } from "./page-writer";

/** The columns that are texts, in their order. */
export const TEXTS = ["action", "outcome", "actor_kind", "actor_id", "actor_name", "subject", "request_id"] as const;
const HASHES = ["prev_hash", "hash"] as const;
const COMMA = Buffer.from(",");
const LINE_END = Buffer.from("\r\n");
const BRACE = "{".charCodeAt(0);
const HIGH = 0x80;
/** By byte: what a plain cell may begin with, and what it may hold. */
const BEGINS = tableOf(/[A-Za-z0-9]/);
const PLAIN = tableOf(/[^",\r\n\0]/);
/** A byte becomes at most two, quoted or as hexadecimal, beside time, numbers and separators. */
const ROOM_PER_ROW = 160;

/** The heading of what csvPage writes; times are in UTC, and say so. */
export const CSV_HEADING = csvRow(["seq", "recorded_at_utc", ...TEXTS, ...HASHES, "bytes"]);

/** A page of entries as records of RFC 4180. The last cell are the bytes that were hashed. */
export function csvPage(page: LedgerPage): Buffer {
  const writer = new PageWriter(page.all, page.all.length * 2 + page.count * ROOM_PER_ROW);
  for (let row = 0; row < page.count; row++) {
    writer.number(page.seq(row));
    writer.ascii(COMMA);
    writer.time(page.recordedAt(row));
    for (const column of TEXTS) {
      writer.ascii(COMMA);
      textCell(writer, page, row, COLUMN[column]);
    }
    for (const column of HASHES) {
      writer.ascii(COMMA);
      writer.hex(page.start(row, COLUMN[column]), page.end(row, COLUMN[column]));
    }
    writer.ascii(COMMA);
    bodyCell(writer, page, row);
    writer.ascii(LINE_END);
  }
  return writer.written;
}

function textCell(writer: PageWriter, page: LedgerPage, row: number, column: LedgerColumn): void {
  const start = page.start(row, column);
  if (start < 0) return;
  const end = page.end(row, column);
  if (isPlain(page.all, start, end)) writer.copy(start, end);
  else writer.text(cell(page.text(row, column)!));
}

/** A body that was not tampered with begins with a brace, which is no formula, and holds quotes. */
function bodyCell(writer: PageWriter, page: LedgerPage, row: number): void {
  const start = page.start(row, COLUMN.body);
  const end = page.end(row, COLUMN.body);
  if (start < end && page.all[start] === BRACE) writer.csvQuoted(start, end);
  else writer.text(cell(page.text(row, COLUMN.body)!));
}

/** Neither a formula nor in need of quotes; whatever is not sure to be so is left to csvRow. */
function isPlain(bytes: Buffer, start: number, end: number): boolean {
  if (start < end && BEGINS[bytes[start]!] === 0) return false;
  for (let at = start; at < end; at++) if (PLAIN[bytes[at]!] === 0) return false;
  return true;
}

function cell(text: string): string {
  return csvRow([text]).slice(0, -LINE_END.length);
}

/** 1 for each byte whose character matches; bytes of longer characters are neither quotes nor separators. */
function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    characters.test(byte < HIGH ? String.fromCharCode(byte) : "é") ? 1 : 0,
  );
}
