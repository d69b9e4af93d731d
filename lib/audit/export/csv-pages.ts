import "server-only";
import { loggerFor } from "@/lib/telemetry/logger";
import { readLedger } from "../read-ledger";
import { readPages } from "../read-pages";
import { csvPage, TEXTS } from "./csv-page";
import { CsvRecords } from "./csv-records";

const log = loggerFor("audit");

const CELLS = [
  "seq",
  "date_part('epoch', recorded_at)",
  ...TEXTS,
  ...["prev_hash", "hash"].map((column) => `encode(${column}, 'hex')`),
  "convert_from(body, 'UTF8')",
];
const RECORDS = {
  select: CELLS.join(", "),
  format: "csv",
  rows: 500,
  pages: 3,
  page: () => new CsvRecords(TEXTS.length),
} as const;

/** SQLSTATE of bytes that are no text: only who tampered with an entry could have stored them. */
const NO_TEXT = "22021";

/**
 * The entries below `end` as records of RFC 4180, a page at a time. The database quotes the cells, which it is quicker
 * at than JavaScript; a page with bytes that are no text, and all after it, are written here.
 */
export async function* csvPages(end: bigint, filter: string | undefined): AsyncGenerator<Buffer> {
  let next = 0n;
  try {
    for await (const page of readPages(RECORDS, end, { filter })) {
      yield page.records();
      next = BigInt(page.lastSeq()) + 1n;
    }
  } catch (error) {
    if ((error as { code?: unknown }).code !== NO_TEXT) throw error;
    log.warn({ from: Number(next) }, "bytes of an entry are no text");
    for await (const page of readLedger(end, { from: next, filter })) yield csvPage(page);
  }
}
