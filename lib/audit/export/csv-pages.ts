import "server-only";
import { loggerFor } from "@/lib/telemetry/logger";
import { readLedger } from "../read-ledger";
import { readPages } from "../read-pages";
import { csvPage, TEXTS } from "./csv-page";
import { CsvRecords } from "./csv-records";

const log = loggerFor("audit");

/** What csvRow takes for blanks and formulas, in the words of PostgreSQL, whose \s is another one. */
const BLANKS = String.raw`\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
const FORMULA = String.raw`'^([\t\r\n]|[${BLANKS}"'']*[-=+@＝＋－＠])'`;

const CELLS = [
  "seq",
  `to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  ...TEXTS.map(textCell),
  ...["prev_hash", "hash"].map((column) => `encode(${column}, 'hex')`),
  "convert_from(body, 'UTF8')",
];
const RECORDS = { select: CELLS.join(", "), format: "csv", rows: 1_000, page: () => new CsvRecords() } as const;

/** SQLSTATE of bytes that are no text: only who tampered with an entry could have stored them. */
const NO_TEXT = "22021";

/**
 * The entries below `end` as records of RFC 4180, a page at a time. The database writes the cells, which it is quicker
 * at than JavaScript; a page with bytes that are no text, and all after it, are written here.
 */
export async function* csvPages(end: bigint, filter: string | undefined): AsyncGenerator<Buffer> {
  let next = 0n;
  try {
    for await (const page of readPages(RECORDS, end, { filter })) {
      next = BigInt(page.lastSeq()) + 1n;
      yield page.records;
    }
  } catch (error) {
    if ((error as { code?: unknown }).code !== NO_TEXT) throw error;
    log.warn({ from: Number(next) }, "bytes of an entry are no text");
    for await (const page of readLedger(end, { from: next, filter })) yield csvPage(page);
  }
}

/** An empty text is an empty cell, not a quoted one. Most begin with a letter or a digit and need no closer look. */
function textCell(column: string): string {
  const plain = `ascii(${column}) BETWEEN 48 AND 122 AND ascii(${column}) NOT IN (61, 64)`;
  return `CASE WHEN ${plain} THEN ${column} WHEN ${column} ~ ${FORMULA} THEN '''' || ${column}
    ELSE NULLIF(${column}, '') END`;
}
