import "server-only";
import { copyRows } from "@/lib/db/client";
import { LEDGER_COLUMNS, LedgerPage } from "./ledger-page";

const PAGE_ROWS = 1_000;
const PAGE = BigInt(PAGE_ROWS);

/** `filter` is a condition of SQL. */
interface Part {
  from?: bigint;
  filter?: string;
}

/**
 * The entries below `end`, oldest first, a page at a time. The next page is read while its reader is at work on one,
 * and no more: memory stays flat however long the ledger, who reads slowly holds back the database, and who leaves ends
 * it.
 */
export async function* readLedger(end: bigint, part: Part = {}): AsyncGenerator<LedgerPage> {
  const read = part.filter === undefined ? everyEntry(end) : matching(end, part.filter);
  let reading: Promise<Read> | undefined = read(part.from ?? 0n);
  while (reading) {
    const { page, next }: Read = await reading;
    reading = next === null ? undefined : read(next);
    reading?.catch(() => undefined); // of a reader that has left; else awaited above
    if (page.count > 0) yield page;
  }
}

interface Read {
  page: LedgerPage;
  /** Where the next page begins; null after the last. */
  next: bigint | null;
}

/** By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page. */
function everyEntry(end: bigint) {
  return async (from: bigint): Promise<Read> => {
    const to = from + PAGE < end ? from + PAGE : end;
    const page = await pageWhere(`seq >= ${from} AND seq < ${to}`);
    if (page.count === 0 && to < end) return matching(end, "true")(to); // a gap, however wide
    return { page, next: to < end ? to : null };
  };
}

function matching(end: bigint, filter: string) {
  return async (from: bigint): Promise<Read> => {
    const page = await pageWhere(`seq >= ${from} AND seq < ${end} AND (${filter})`);
    return { page, next: page.count === PAGE_ROWS ? BigInt(page.seq(PAGE_ROWS - 1)) + 1n : null };
  };
}

async function pageWhere(condition: string): Promise<LedgerPage> {
  const { bytes } = await copyRows(
    `COPY (SELECT ${LEDGER_COLUMNS.join(", ")} FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${PAGE_ROWS})
     TO STDOUT (FORMAT binary)`,
  );
  return new LedgerPage(bytes, PAGE_ROWS);
}
