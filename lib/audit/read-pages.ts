import "server-only";
import { copyRows } from "@/lib/db/client";
import type { Copied } from "@/lib/db/copy-out";

/** What is filled by a COPY of some columns, whose first is seq. */
interface Page {
  readonly count: number;
  /** For the rows that will be filled in next: a million go through two pages. */
  readonly memory: Buffer | undefined;
  lastSeq(): number;
  /** Other rows in place of those that it held. */
  fill(copied: Copied): void;
}

interface PageKind<P extends Page> {
  /** The columns, in SQL. */
  select: string;
  format: "binary" | "csv";
  rows: number;
  page(): P;
}

/** `filter` is a condition of SQL. */
export interface Part {
  from?: bigint;
  filter?: string;
}

/**
 * The entries below `end`, oldest first, a page at a time. The next page is read while its reader is at work on one,
 * and no more: memory stays flat however long the ledger, who reads slowly holds back the database, and who leaves ends
 * it. A page holds its entries until the next one is asked for: there are two, which take turns.
 */
export async function* readPages<P extends Page>(kind: PageKind<P>, end: bigint, part: Part): AsyncGenerator<P> {
  const read = part.filter === undefined ? everyEntry(kind, end) : matching(kind, end, part.filter);
  let [page, other] = [kind.page(), kind.page()];
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
type Read = (page: Page, from: bigint) => Promise<bigint | null>;

/** By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page. */
function everyEntry(kind: PageKind<Page>, end: bigint): Read {
  return async (page, from) => {
    const most = from + BigInt(kind.rows);
    const to = most < end ? most : end;
    await fill(kind, page, `seq >= ${from} AND seq < ${to}`);
    if (page.count === 0 && to < end) return matching(kind, end, "true")(page, to); // a gap, however wide
    return to < end ? to : null;
  };
}

function matching(kind: PageKind<Page>, end: bigint, filter: string): Read {
  return async (page, from) => {
    await fill(kind, page, `seq >= ${from} AND seq < ${end} AND (${filter})`);
    return page.count === kind.rows ? BigInt(page.lastSeq()) + 1n : null;
  };
}

async function fill({ select, format, rows }: PageKind<Page>, page: Page, condition: string): Promise<void> {
  const sql = `COPY (SELECT ${select} FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${rows})
     TO STDOUT (FORMAT ${format})`;
  page.fill(await copyRows(sql, page.memory));
}
