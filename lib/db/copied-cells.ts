import "server-only";

/** The rows of a binary COPY, in place: cell c of row r lies from `from[r * columns + c]` up to `to[…]`; null: -1. */
export interface CopiedCells {
  bytes: Buffer;
  count: number;
  from: Int32Array;
  to: Int32Array;
}

/** Signature, flags and the length of an extension that no version has. */
const HEADER_BYTES = 19;

export function copiedCells(bytes: Buffer, columns: number, mostRows: number): CopiedCells {
  const from = new Int32Array(columns * mostRows);
  const to = new Int32Array(columns * mostRows);
  let count = 0;
  let cell = 0;
  let at = HEADER_BYTES;
  while (bytes.readInt16BE(at) !== -1) {
    at += 2;
    for (let column = 0; column < columns; column++, cell++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      from[cell] = length < 0 ? -1 : at;
      at += Math.max(0, length);
      to[cell] = at;
    }
    count += 1;
  }
  return { bytes, count, from, to };
}
