import "server-only";
import { copyRows } from "@/lib/db/client";
import { LEDGER_COLUMNS, LedgerPage } from "./ledger-page";

const PAGE_ROWS = 1_000;

/** `filter` is a condition of SQL. */
interface Part {
  from?: bigint;
  filter?: string;
}

/**
 * The entries below `end`, oldest first, a page at a time by keyset. The next page is read while its reader is at work
 * on one, and no more: memory stays flat however long the ledger, who reads slowly holds back the database, and who
 * leaves ends it.
 */
export async function* readLedger(end: bigint, { from = 0n, filter = "true" }: Part = {}): AsyncGenerator<LedgerPage> {
  const read = async (next: bigint) => {
    const { bytes } = await copyRows(
      `COPY (SELECT ${LEDGER_COLUMNS.join(", ")} FROM audit_entries
             WHERE seq >= ${next} AND seq < ${end} AND (${filter})
             ORDER BY seq LIMIT ${PAGE_ROWS}) TO STDOUT (FORMAT binary)`,
    );
    return new LedgerPage(bytes, PAGE_ROWS);
  };
  let reading: Promise<LedgerPage> | undefined = read(from);
  while (reading) {
    const page: LedgerPage = await reading;
    reading = page.count === PAGE_ROWS ? read(BigInt(page.seq(PAGE_ROWS - 1)) + 1n) : undefined;
    reading?.catch(() => undefined); // of a reader that has left; else awaited above
    if (page.count > 0) yield page;
  }
}
