import "server-only";
import { copyRows } from "@/lib/db/client";
import { COLUMN, LedgerPage } from "./ledger-page";

const PAGE_ROWS = 1_000;
const PAGE = BigInt(PAGE_ROWS);
const COLUMNS = Object.keys(COLUMN).join(", ");

/** `filter` is a condition of SQL. */
interface Part {
  from?: bigint;
  filter?: string;
}

/**
 * The entries below `end`, oldest first, a page at a time. The next page is read while its reader is at work on one,
 * and no more: memory stays flat however long the ledger, who reads slowly holds back the database, and who leaves ends
 * it. A page holds its entries until the next one is asked for: there are two, which take turns.
 */
export async function* readLedger(end: bigint, part: Part = {}): AsyncGenerator<LedgerPage> {
  const read = part.filter === undefined ? everyEntry(end) : matching(end, part.filter);
  let [page, other] = [new LedgerPage(PAGE_ROWS), new LedgerPage(PAGE_ROWS)];
  let reading: Promise<bigint | null> | undefined = read(page, part.from ?? 0n);
  while (reading) {
    const next: bigint | null = await reading;
    reading = next === null ? undefined : read(other, next);
    reading?.catch(() => undefined); // of a reader that has left; else awaited above
    if (page.count > 0) yield page;
    [page, other] = [other, page];
  }
}

/** Fills a page from an entry on. Resolves to where the next one begins; null after the last. */
type Read = (page: LedgerPage, from: bigint) => Promise<bigint | null>;

/** By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page. */
function everyEntry(end: bigint): Read {
  return async (page, from) => {
    const to = from + PAGE < end ? from + PAGE : end;
    await fill(page, `seq >= ${from} AND seq < ${to}`);
    if (page.count === 0 && to < end) return matching(end, "true")(page, to); // a gap, however wide
    return to < end ? to : null;
  };
}

function matching(end: bigint, filter: string): Read {
  return async (page, from) => {
    await fill(page, `seq >= ${from} AND seq < ${end} AND (${filter})`);
    return page.count === PAGE_ROWS ? BigInt(page.seq(PAGE_ROWS - 1)) + 1n : null;
  };
}

async function fill(page: LedgerPage, condition: string): Promise<void> {
  const sql = `COPY (SELECT ${COLUMNS} FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${PAGE_ROWS})
     TO STDOUT (FORMAT binary)`;
  page.fill(await copyRows(sql, page.memory));
}
