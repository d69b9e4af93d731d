import "server-only";
import { hash } from "node:crypto";
import { columnsAgree } from "./columns-agree";
import { entryFault } from "./entry-fault";
import type { LedgerPage } from "./ledger-page";

/** The leaf hash of a stored entry that follows `previous`; else, in words, why it cannot be that entry. */
export function checkedLeaf(page: LedgerPage, row: number, previous: Buffer): Buffer | string {
  const leaf = leafOf(page, row);
  const isRight =
    leaf.equals(page.bytes(row, "hash")) && previous.equals(page.bytes(row, "prev_hash")) && columnsAgree(page, row);
  return isRight ? leaf : (entryFault(page.entry(row), previous) ?? leaf);
}

/** SHA-256(0x00 ‖ bytes). The length that the database sent in front of the bytes was read: the zero takes its place. */
function leafOf(page: LedgerPage, row: number): Buffer {
  const start = page.start(row, "body");
  page.all[start - 1] = 0;
  return hash("sha256", page.all.subarray(start - 1, page.end(row, "body")), "buffer");
}
