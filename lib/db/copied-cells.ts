import "server-only";
import type { Copied } from "./copy-out";

/** Signature, flags and the length of an extension that no version has. */
const SIGNATURE_BYTES = 19;
const HEADER_BYTES = 5;
const COPY_DATA = "d".charCodeAt(0);

/**
 * Finds the cells of a binary COPY, in place: cell c of row r lies from `from[r * columns + c]` up to `to[…]`; null: -1.
 */
export function copiedCells({ bytes }: Copied, columns: number, from: Int32Array, to: Int32Array): void {
  let cell = 0;
  let at = 0;
  let skip = SIGNATURE_BYTES; // stands before the first row, in its message
  while (at < bytes.length) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    const isRow = bytes[at] === COPY_DATA && bytes.readInt16BE(at + HEADER_BYTES + skip) !== -1;
    if (bytes[at] === COPY_DATA) {
      at += HEADER_BYTES + skip + 2;
      skip = 0;
    }
    for (let column = 0; isRow && column < columns; column++, cell++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      from[cell] = length < 0 ? -1 : at;
      at += Math.max(0, length);
      to[cell] = at;
    }
    at = end;
  }
}
