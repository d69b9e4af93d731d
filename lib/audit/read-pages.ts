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
  /** Of a page. */
  rows: number;
  /** How many pages are in memory at most: one that is looked at, and those that are being read meanwhile. */
  pages: number;
  page(): P;
}

/** `filter` is a condition of SQL. */
export interface Part {
  from?: bigint;
  filter?: string;
}

interface Reading<P extends Page> {
  page: P;
  /** Where the next page should begin; null: nothing is known before it is read, or it is the last. */
  expected: bigint | null;
  /** Resolves to where the next page begins; null after the last. */
  done: Promise<bigint | null>;
}

/**
 * The entries below `end`, oldest first, a page at a time. The next pages are read while the reader is at work on one,
 * and no more: memory stays flat however long the ledger, who reads slowly holds back the database, and who leaves ends
 * it. A page holds its entries until the next one is asked for: they take turns.
 */
export async function* readPages<P extends Page>(kind: PageKind<P>, end: bigint, part: Part): AsyncGenerator<P> {
  const idle = Array.from({ length: kind.pages }, kind.page);
  const readings: Reading<P>[] = [];
  let next: bigint | null = part.from ?? 0n;
  const readAhead = () => {
    while (next !== null && idle.length > 0) {
      const reading = begin(kind, idle.pop()!, next, end, part.filter);
      reading.done.catch(() => undefined); // of a reader that has left; else awaited below
      readings.push(reading);
      next = reading.expected;
    }
  };
  let shown: P | undefined;
  readAhead();
  for (let reading = readings.shift(); reading; reading = readings.shift()) {
    const follows = await reading.done;
    if (follows !== reading.expected) {
      // Beyond a gap, or found by a filter: what is under way begins too early.
      for (const { page, done } of readings.splice(0)) idle.push(await done.then(() => page));
      next = follows;
    }
    if (shown) idle.push(shown);
    shown = reading.page;
    readAhead();
    if (shown.count > 0) yield shown;
  }
}

function begin<P extends Page>(
  kind: PageKind<P>,
  page: P,
  from: bigint,
  end: bigint,
  filter: string | undefined,
): Reading<P> {
  if (filter !== undefined) return { page, expected: null, done: readMatching(kind, page, from, end, filter) };
  const most = from + BigInt(kind.rows);
  const to = most < end ? most : null;
  return { page, expected: to, done: readNumbers(kind, page, from, to, end) };
}

/** By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page. */
async function readNumbers(
  kind: PageKind<Page>,
  page: Page,
  from: bigint,
  to: bigint | null,
  end: bigint,
): Promise<bigint | null> {
  await fill(kind, page, `seq >= ${from} AND seq < ${to ?? end}`);
  const gap = page.count === 0 && to !== null; // however wide
  return gap ? readMatching(kind, page, to, end, "true") : to;
}

async function readMatching(
  kind: PageKind<Page>,
  page: Page,
  from: bigint,
  end: bigint,
  filter: string,
): Promise<bigint | null> {
  await fill(kind, page, `seq >= ${from} AND seq < ${end} AND (${filter})`);
  return page.count === kind.rows ? BigInt(page.lastSeq()) + 1n : null;
}

async function fill({ select, format, rows }: PageKind<Page>, page: Page, condition: string): Promise<void> {
  const sql = `COPY (SELECT ${select} FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${rows})
     TO STDOUT (FORMAT ${format})`;
  page.fill(await copyRows(sql, page.memory));
}
