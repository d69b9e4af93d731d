import "server-only";
import { COLUMN, LedgerPage } from "./ledger-page";
import { type Part, readPages } from "./read-pages";

const PAGE_ROWS = 1_000;
const ENTRIES = {
  select: Object.keys(COLUMN).join(", "),
  format: "binary",
  rows: PAGE_ROWS,
  pages: 2,
  page: () => new LedgerPage(PAGE_ROWS),
} as const;

/** The entries below `end`, oldest first, a page at a time. See readPages. */
export function readLedger(end: bigint, part: Part = {}): AsyncGenerator<LedgerPage> {
  return readPages(ENTRIES, end, part);
}
