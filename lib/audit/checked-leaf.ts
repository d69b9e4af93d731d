import "server-only";
import { columnsAgree } from "./columns-agree";
import { entryFault } from "./entry-fault";
import { COLUMN, type LedgerPage } from "./ledger-page";
import { sha256 } from "./tree/sha256";

/** The leaf hash of a stored entry that follows `previous`; else, in words, why it cannot be that entry. */
export function checkedLeaf(page: LedgerPage, row: number, previous: Buffer): Buffer | string {
  const leaf = leafOf(page, row);
  const isRight =
    page.holds(row, COLUMN.hash, leaf) && page.holds(row, COLUMN.prev_hash, previous) && columnsAgree(page, row);
  return isRight ? leaf : (entryFault(page.entry(row), previous) ?? leaf);
}

/** SHA-256(0x00 ‖ bytes). The length that the database sent in front of the bytes was read: the zero takes its place. */
function leafOf(page: LedgerPage, row: number): Buffer {
  const start = page.start(row, COLUMN.body);
  page.all[start - 1] = 0;
  return sha256(page.all.subarray(start - 1, page.end(row, COLUMN.body)));
}
